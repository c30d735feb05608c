using System.Xml.Linq;
using Kubesharp.Make.Images;

namespace Kubesharp.Make;

/// <summary>Runs the test programs and sums them up in one last line.</summary>
internal static class TestRun
{
    // Twice what a run should take: a test that hangs ends it, a busy machine does not.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private static readonly (string Folder, string Assembly)[] Programs =
    [
        ("tests/Tests", "Kubesharp.Tests"),
        ("tests/Simulation", "Kubesharp.Tests.Simulation"),
        ("tests/Integration", "Kubesharp.Tests.Integration"),
    ];

    private sealed record Sum(int Passed, int Failed, int Skipped)
    {
        public static Sum operator +(Sum left, Sum right) =>
            new(left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped);

        public override string ToString() =>
            $"{Passed} passed, {Failed} failed" + (Skipped > 0 ? $", {Skipped} skipped" : "");
    }

    public static async Task<int> RunAsync(Arguments arguments)
    {
        bool rewrite = arguments.Flag("--rewrite");
        string? filter = arguments.Next();
        arguments.End();
        if (Environment.IsPrivilegedProcess && Tool.Exists("apt-get"))
        {
            await Step.RunAsync("Install what the tests drive",
                () => Packages.InstallAsync([.. Packages.Tests, .. ClientLibraries.Packages]));
            await BuiltInImages.MakeAsync(again: false);
        }
        await Step.RunAsync("Install the JavaScript client", ClientLibraries.InstallAsync);
        await Step.RunAsync("Install an older kubectl", ClientLibraries.InstallOlderKubectlAsync);
        await Step.RunAsync("Compile the program", Build.ProgramAsync);
        foreach ((string folder, string _) in Programs)
        {
            string project = Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj").Single();
            await Step.RunAsync($"Compile {folder}", () => Build.ProjectAsync(project));
        }

        using CancellationTokenSource limit = new(Limit);
        Sum sum = new(0, 0, 0);
        foreach ((string folder, string assembly) in Programs)
            sum += await RunProgramAsync(Build.ExecutableOf(folder, assembly), filter, rewrite, limit.Token);
        if (sum is { Passed: 0, Failed: 0, Skipped: 0 } && filter is not null)
        {
            Console.WriteLine($"No test's name contains \"{filter}\".");
            sum = sum with { Failed = 1 };
        }
        Console.WriteLine(sum);
        return sum.Failed == 0 ? 0 : 1;
    }

    private static async Task<Sum> RunProgramAsync(
        string executable, string? filter, bool rewrite, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Repository.TestResults);
        string results = Path.Combine(Repository.TestResults, Path.GetFileName(executable) + ".xml");
        File.Delete(results);
        List<string> words = ["-noLogo", "-noColor", "-xml", results];
        if (filter is not null)
            words.AddRange(["-method", $"*{filter}*"]);
        Dictionary<string, string> environment = new() { ["KUBESHARP_PROGRAM"] = Repository.Program };
        if (rewrite)
            environment["KUBESHARP_REWRITE"] = "1";
        int code = await Tool.PassThroughAsync(executable, words, environment, cancellationToken);
        if (!File.Exists(results))
        {
            Console.WriteLine($"{Path.GetFileName(executable)} ended with {code} and left no results: one failure.");
            return new(0, 1, 0);
        }
        Sum sum = Read(results);
        // A crash after the last test must not look like success. (8: nothing matched the filter.)
        return code is not 0 and not 8 && sum.Failed == 0 ? sum with { Failed = 1 } : sum;
    }

    private static Sum Read(string file)
    {
        Sum sum = new(0, 0, 0);
        foreach (XElement assembly in XDocument.Load(file).Descendants("assembly"))
        {
            int Count(string name) => (int?)assembly.Attribute(name) ?? 0;
            sum += new Sum(Count("passed"), Count("failed") + Count("errors"), Count("skipped"));
        }
        return sum;
    }
}
