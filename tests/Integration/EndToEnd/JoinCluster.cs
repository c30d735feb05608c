using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A server in a process of its own whose certificates live for a minute, so that nodes renew theirs while a test
/// looks; and agents, each in a process of its own, that join it.
/// </summary>
public sealed class JoinCluster : IAsyncLifetime
{
    private readonly string folder = Path.Combine("/tmp", $"kjoin-{Environment.ProcessId}");
    private readonly List<string> log = [];
    private Process? server;
    private string skip = "";

    internal string Data => Path.Combine(folder, "s");
    internal string Url { get; } =
        $"https://127.0.0.1:{NodeCluster.FreePort().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Where a file of a test may lie, and be gone afterwards.</summary>
    internal string Scratch(string name) => Path.Combine(folder, name);

    internal Kubectl Kubectl
    {
        get
        {
            if (skip.Length > 0)
                Assert.Skip(skip);
            return new(Path.Combine(Data, "admin.kubeconfig"));
        }
    }

    /// <summary>All that the server and the agents have said so far.</summary>
    internal string Log
    {
        get
        {
            lock (log)
                return string.Join('\n', log);
        }
    }

    /// <summary>Runs the program to its end.</summary>
    internal static Task<CommandResult> RunAsync(params string[] words) =>
        Commands.RunAsync(ServerAlone.Program()!, words);

    /// <summary>Starts an agent; the caller ends it.</summary>
    internal Process StartAgent(params string[] words) =>
        Listen(Commands.Start(ServerAlone.Program()!, ["agent", .. words]));

    /// <summary>Ends a program as a service manager does, and waits until it has ended.</summary>
    internal static async Task StopAsync(Process process)
    {
        using Process kill = Process.Start("kill", [process.Id.ToString(CultureInfo.InvariantCulture)]);
        using CancellationTokenSource limit = new(Commands.Limit);
        await process.WaitForExitAsync(limit.Token);
    }

    public async ValueTask InitializeAsync()
    {
        skip = ServerAlone.Missing();
        if (skip.Length > 0)
            return;
        Directory.CreateDirectory(Data);
        server = Listen(Commands.Start(
            ServerAlone.Program()!,
            [
                "server", "--data-dir", Data, "--secure-port", Url[(Url.LastIndexOf(':') + 1)..],
                "--cluster-signing-duration", "1m",
            ]));
        while (!File.Exists(Path.Combine(Data, "admin.kubeconfig")) && !server.HasExited)
            await Task.Delay(20);
        await Kubectl.UntilAsync(static text => text == "ok", "get", "--raw", "/readyz");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is null)
            return;
        await StopAsync(server);
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private Process Listen(Process process)
    {
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (log)
                log.Add(line.Data ?? "");
        }
    }
}

/// <summary>A joined node takes the machine's network, so nothing else runs beside these tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class JoinCollection : ICollectionFixture<JoinCluster>
{
    public const string Name = "Join";
}
