using System.Globalization;

namespace Kubesharp.Make;

/// <summary>
/// Tries the properties about hostile input for seconds on end instead of a few hundred times; a failure prints the
/// seed that repeats it.
/// </summary>
internal static class Fuzz
{
    private const int SecondsDefault = 60;
    // A night.
    private const int SecondsMax = 8 * 60 * 60;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        string text = arguments.Value("--seconds") ?? SecondsDefault.ToString(CultureInfo.InvariantCulture);
        arguments.End();
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            || seconds is 0 or > SecondsMax)
        {
            throw new MakeException($"--seconds {text} is not a number from 1 to {SecondsMax}.");
        }
        await Step.RunAsync("Compile tests/Tests", () => Build.ProjectAsync("tests/Tests/Tests.csproj"));
        return await Tool.PassThroughAsync(
            Build.ExecutableOf("tests/Tests", "Kubesharp.Tests"),
            // One property at a time: each has the machine to itself for its seconds.
            ["-noLogo", "-noColor", "-parallel", "none", "-class", "*FuzzTests"],
            new Dictionary<string, string> { ["KUBESHARP_FUZZ_SECONDS"] = text });
    }
}
