using System.Globalization;

namespace Kubesharp.Make;

/// <summary>Runs the simulation of workloads under as many seeds as asked for.</summary>
internal static class SimulationRun
{
    private const string Folder = "tests/Simulation";
    private const string Assembly = "Kubesharp.Tests.Simulation";
    private const string Test = "*Workloads_converge_and_keep_their_promises";
    private const int SeedsByDefault = 10_000;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        int first = Number(arguments.Value("--first"), "--first", 0);
        int seeds = Number(arguments.Next(), "SEEDS", SeedsByDefault);
        arguments.End();
        string project = Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.csproj").Single();
        await Step.RunAsync($"Compile {Folder}", () => Build.ProjectAsync(project));
        Dictionary<string, string> environment = new()
        {
            ["KUBESHARP_SEED"] = first.ToString(CultureInfo.InvariantCulture),
            ["KUBESHARP_SEEDS"] = seeds.ToString(CultureInfo.InvariantCulture),
        };
        return await Tool.PassThroughAsync(
            Build.ExecutableOf(Folder, Assembly), ["-noLogo", "-noColor", "-method", Test], environment,
            CancellationToken.None);
    }

    private static int Number(string? text, string name, int otherwise)
    {
        if (text is null)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new MakeException($"{name} must be a number, not \"{text}\".");
    }
}
