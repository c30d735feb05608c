namespace Kubesharp.Make;

/// <summary>Runs a bench: a table for people, then one line of JSON with the figures.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        List<string> words = [];
        while (arguments.Next() is { } word)
            words.Add(word);
        if (arguments.Flag("--quick"))
            words.Add("--quick");
        arguments.End();
        // Nothing of our own is printed to standard output after this: the last line belongs to the bench.
        await Build.ProgramAsync();
        await Build.ProjectAsync("bench/Bench/Bench.csproj");
        Dictionary<string, string> environment = new() { ["KUBESHARP_PROGRAM"] = Repository.Program };
        return await Tool.PassThroughAsync(
            Build.ExecutableOf("bench/Bench", "Kubesharp.Bench"), [.. words], environment);
    }
}
