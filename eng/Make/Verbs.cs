using Kubesharp.Make.Images;
using Spectre.Console;

namespace Kubesharp.Make;

/// <summary>What the command line asks for, mapped to what is done.</summary>
public static class Verbs
{
    private const string Usage = """
        Usage: dotnet make.cs VERB

          build               compile; leaves the program at artifacts/kubesharp
          test [FILTER]       build and run the tests (those whose full name contains FILTER)
                                --rewrite renews golden files
          up                  a one-node cluster on this machine
                                --data-dir D, --secure-port P
          down                stop it and leave nothing behind
                                --data-dir D, --purge also deletes D
          images [IMAGE.tar]  make the built-in images, or import an OCI archive into the node
                                --data-dir D, --rebuild makes the built-in ones again
          simulate [SEEDS]    workloads under faults, one run a seed; 10000 unless told otherwise
                                --first SEED where to start
          bench [NAME]        run a bench, or list them
          fuzz                throw hostile input at what reads it; a failure prints its seed
                                --seconds S for each property, 60 unless told
          api-diff DOCUMENT   hold the API against a published OpenAPI document of version 2
          publish             a single file that needs no .NET, under artifacts/publish
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        // MSBuild's nodes outlive a build, and a script that reads our output would wait for them.
        Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
        Environment.SetEnvironmentVariable("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
        try
        {
            return await DispatchAsync([.. arguments]);
        }
        catch (MakeException exception)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]failed[/]  {exception.Message}");
            if (exception.Remedy.Length > 0)
                AnsiConsole.MarkupLineInterpolated($"[yellow]remedy[/]  {exception.Remedy}");
            return 1;
        }
    }

    private static async Task<int> DispatchAsync(List<string> arguments)
    {
        string verb = arguments.Count > 0 ? arguments[0] : "";
        Arguments rest = new(arguments.Skip(1));
        switch (verb)
        {
            case "build":
                rest.End();
                await Step.RunAsync("Compile the program", Build.ProgramAsync);
                Console.WriteLine(Repository.Program);
                return 0;
            case "test":
                return await TestRun.RunAsync(rest);
            case "up":
                return await Cluster.UpAsync(rest);
            case "down":
                return await Cluster.DownAsync(rest);
            case "images":
                return await NodeImages.RunAsync(rest);
            case "simulate":
                return await SimulationRun.RunAsync(rest);
            case "bench":
                return await Bench.RunAsync(rest);
            case "api-diff":
                return await ApiDiff.RunAsync(rest);
            case "fuzz":
                return await Fuzz.RunAsync(rest);
            case "publish":
                rest.End();
                Console.WriteLine(await Step.RunAsync("Publish", Build.PublishAsync));
                return 0;
            case "" or "help" or "--help" or "-h":
                Console.WriteLine(Usage);
                return 0;
            default:
                throw new MakeException($"There is no verb \"{verb}\".", "`dotnet make.cs help` lists them.");
        }
    }
}
