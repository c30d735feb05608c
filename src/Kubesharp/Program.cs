using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Kubesharp.Api;
using Kubesharp.Logging;
using Kubesharp.Options;
using Kubesharp.Preflight;
using Microsoft.Extensions.Logging;

namespace Kubesharp;

/// <summary>The command line: which part of the cluster this process is.</summary>
internal static class Program
{
    private const int Failure = 1;

    public static Task<int> Main(string[] arguments)
    {
        RootCommand root = new("Kubernetes in one program: control plane, node, proxy and DNS.")
        {
            ServerCommand(), AgentCommand(), TokenCommand.Create(), CertificatesCommand.Create(),
            ExplainSchedulingCommand.Create(), VersionCommand(),
        };
        // Signals are ours: a server ends when its last answer is out and its data is safe, not after two seconds.
        InvocationConfiguration configuration = new() { ProcessTerminationTimeout = null };
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Errors.Count == 0)
            return parsed.InvokeAsync(configuration);
        foreach (ParseError error in parsed.Errors)
            Console.Error.WriteLine($"error: {error.Message}");
        Console.Error.WriteLine("       `kubesharp --help` and `kubesharp server --help` list what is understood.");
        return Task.FromResult(Failure);
    }

    private static Command ServerCommand()
    {
        Command command = new("server", "Run the API server, the store, the controllers and the scheduler.");
        AddFlags(command, ServerSettings.All);
        command.SetAction((flags, _) => GuardAsync(async cancellationToken =>
        {
            ServerOptions options = ServerSettings.Read(flags);
            List<Problem> problems = [.. ServerChecks.Run(options)];
            if (options.Agent is not null)
                problems.AddRange(AgentChecks.Run());
            return await RunAsync(options.DataDirectory, options.Log, problems, cancellationToken,
                (directory, loggers) => Server.RunAsync(options, directory, loggers, cancellationToken));
        }));
        return command;
    }

    private static Command AgentCommand()
    {
        Command command = new("agent", "Run a node: kubelet, proxy and DNS.");
        AddFlags(command, AgentSettings.All);
        command.SetAction((flags, _) => GuardAsync(cancellationToken =>
        {
            AgentOptions options = AgentSettings.Read(flags);
            List<Problem> problems = [.. AgentChecks.Run()];
            if (ServerChecks.FolderProblem(options.DataDirectory) is { } folder)
                problems.Add(folder);
            return RunAsync(options.DataDirectory, options.Log, problems, cancellationToken,
                (_, loggers) => RemoteAgent.RunAsync(options, loggers, cancellationToken));
        }));
        command.Subcommands.Add(AgentRemoveCommand());
        command.Subcommands.Add(AgentShutdownCommand());
        return command;
    }

    private static Command AgentRemoveCommand()
    {
        Command command = new("remove", "Take a stopped node off this machine: Pods, containerd, network.");
        AddFlags(command, CommonSettings.All);
        command.SetAction((flags, _) => GuardAsync(async cancellationToken =>
        {
            AgentOptions options = AgentSettings.ReadLocal(flags);
            if (!Environment.IsPrivilegedProcess)
                return Report([new("Removing a node needs root.", "Run as root (sudo).")]);
            using DataDirectory? directory = DataDirectory.TryTake(options.DataDirectory);
            if (directory is null)
                return Report([InUse(options.DataDirectory)]);
            IReadOnlyList<string> left = await Agent.RemoveAsync(options, cancellationToken);
            foreach (string remainder in left)
                Console.Error.WriteLine($"error: {remainder}");
            return left.Count == 0 ? 0 : Failure;
        }));
        return command;
    }

    private static Command AgentShutdownCommand()
    {
        Command command = new("shutdown",
            "The machine goes down: the node that runs here ends its Pods as its shutdownGracePeriod says.");
        AddFlags(command, CommonSettings.All);
        command.SetAction((flags, _) => GuardAsync(async cancellationToken =>
        {
            AgentOptions options = AgentSettings.ReadLocal(flags);
            string problem = await MachineShutdown.TellAsync(options.DataDirectory, cancellationToken);
            if (problem.Length > 0)
                Console.Error.WriteLine($"error: {problem}");
            return problem.Length == 0 ? 0 : Failure;
        }));
        return command;
    }

    private static Command VersionCommand()
    {
        Command command = new("version", "Print the version.");
        command.SetAction(_ => Console.WriteLine(ProgramVersion.Text));
        return command;
    }

    private static void AddFlags(Command command, IReadOnlyList<Setting> settings)
    {
        foreach (Setting setting in settings)
            command.Options.Add(setting.Flag);
    }

    private static async Task<int> RunAsync(
        string dataDirectory, LogOptions log, IReadOnlyList<Problem> problems, CancellationToken cancellationToken,
        Func<DataDirectory, ILoggerFactory, Task> run)
    {
        if (problems.Count > 0)
            return Report(problems);
        using DataDirectory? directory = DataDirectory.TryTake(dataDirectory);
        if (directory is null)
            return Report([InUse(dataDirectory)]);
        using LineLoggerFactory loggers = new(Console.Error, log, TimeProvider.System);
        ILogger loops = loggers.CreateLogger("Kubesharp.Loop");
        Loop.OnFailure = (name, exception) =>
            loops.LogError(exception, "Loop {loop} failed and restarts", name);
        await run(directory, loggers);
        return cancellationToken.IsCancellationRequested ? 0 : Failure;
    }

    /// <summary>Turns SIGTERM and SIGINT into cancellation, and mistakes of the user into messages.</summary>
    private static async Task<int> GuardAsync(Func<CancellationToken, Task<int>> run)
    {
        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true; // Not the runtime's own, sudden end.
            stop.Cancel();
        }
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            return await run(stop.Token);
        }
        catch (OptionsException exception)
        {
            foreach (string problem in exception.Problems)
                Console.Error.WriteLine($"error: {problem}");
            return Failure;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static Problem InUse(string dataDirectory) => new(
        $"Another kubesharp works in {dataDirectory}.", "Stop it, or name another folder with --data-dir.");

    private static int Report(IReadOnlyList<Problem> problems)
    {
        foreach (Problem problem in problems)
        {
            Console.Error.WriteLine($"error: {problem.Cause}");
            Console.Error.WriteLine($"       {problem.Remedy}");
        }
        return Failure;
    }
}
