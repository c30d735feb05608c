using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Spectre.Console;

namespace Kubesharp.Make;

/// <summary>
/// Runs the simulation of workloads under as many seeds as asked for: some at a time, each portion a process of its own
/// that says how far it is. A seed that fails does not end the run.
/// </summary>
internal static partial class SimulationRun
{
    private const string Folder = "tests/Simulation";
    private const string Assembly = "Kubesharp.Tests.Simulation";
    private const string Test = "*Workloads_converge_and_keep_their_promises";
    private const int SeedsByDefault = 10_000;
    private const int Portion = 500;

    public static async Task<int> RunAsync(Arguments arguments)
    {
        int first = Number(arguments.Value("--first"), "--first", 0);
        int seeds = Number(arguments.Next(), "SEEDS", SeedsByDefault);
        arguments.End();
        string project = Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.csproj").Single();
        await Step.RunAsync($"Compile {Folder}", () => Build.ProjectAsync(project));
        long start = Stopwatch.GetTimestamp();
        SortedSet<int> failed = [];
        for (int done = 0; done < seeds;)
        {
            int count = Math.Min(Portion, seeds - done);
            foreach (int seed in await PortionAsync(first + done, count))
                failed.Add(seed);
            done += count;
            AnsiConsole.MarkupLineInterpolated(
                $"{done} of {seeds} seeds, {failed.Count} failed [grey]({Stopwatch.GetElapsedTime(start):h\\:mm\\:ss})[/]");
        }
        if (failed.Count > 0)
            AnsiConsole.MarkupLineInterpolated($"[red]failed[/] seeds {string.Join(", ", failed)}");
        return failed.Count > 0 ? 1 : 0;
    }

    /// <summary>The seeds that failed, of <paramref name="count"/> from <paramref name="first"/> on.</summary>
    private static async Task<List<int>> PortionAsync(int first, int count)
    {
        ToolResult result = await Tool.TryAsync(
            Build.ExecutableOf(Folder, Assembly), ["-noLogo", "-noColor", "-method", Test],
            new Dictionary<string, string> { ["KUBESHARP_SEED"] = Text(first), ["KUBESHARP_SEEDS"] = Text(count) });
        if (result.ExitCode == 0)
            return [];
        Console.WriteLine(result.Output);
        List<int> failed = [.. FailedSeed().Matches(result.Output).Select(static match =>
            int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        return failed.Count > 0
            ? failed
            : throw new MakeException($"The simulation ended with {result.ExitCode}:\n{result.Tail}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? text, string name, int otherwise)
    {
        if (text is null)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new MakeException($"{name} must be a number, not \"{text}\".");
    }

    [GeneratedRegex("KUBESHARP_SEED=([0-9]+)")]
    private static partial Regex FailedSeed();
}
