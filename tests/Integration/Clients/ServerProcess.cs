using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;

namespace Kubesharp.Tests.Integration.Clients;

/// <summary>
/// The program itself as a server without a node, in test mode, on a port and in a folder of its own: what the clients
/// of other projects are pointed at. Needs no root and nothing of this machine.
/// </summary>
public sealed class ServerProcess : IAsyncLifetime
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("kubesharp-clients-").FullName;
    private readonly List<string> log = [];
    private Process? process;
    private string skip = "";

    internal string Kubeconfig => Path.Combine(folder, "admin.kubeconfig");

    internal Kubectl Kubectl => new(Kubeconfig);

    internal static string Root { get; } = NodeCluster.Root;

    /// <summary>Skips the test where the program is not built or a tool is missing.</summary>
    internal void Require(params string[] programs)
    {
        if (skip.Length > 0)
            Assert.Skip(skip);
        foreach (string program in programs)
        {
            if (!Commands.Exists(program))
                Assert.Skip($"{program} is not installed.");
        }
    }

    public async ValueTask InitializeAsync()
    {
        string program = Environment.GetEnvironmentVariable("KUBESHARP_PROGRAM")
            ?? Path.Combine(Root, "artifacts/kubesharp");
        if (!File.Exists(program))
        {
            skip = $"{program} is not there; `dotnet make.cs build` makes it.";
            return;
        }
        process = Commands.Start(program,
            ["server", "--data-dir", folder, "--secure-port", FreePort().ToString(CultureInfo.InvariantCulture),
            "--test-mode"]);
        TaskCompletionSource serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += OnLine;
        process.ErrorDataReceived += OnLine;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => serving.TrySetException(new InvalidOperationException(
            $"the server has ended with {process.ExitCode}\n{Log()}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await serving.Task.WaitAsync(StartLimit);

        void OnLine(object sender, DataReceivedEventArgs line)
        {
            lock (log)
                log.Add(line.Data ?? "");
            if (line.Data?.Contains("Serving on", StringComparison.Ordinal) == true)
                serving.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            if (!process.HasExited)
            {
                using Process told = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                using CancellationTokenSource limit = new(StopLimit);
                await process.WaitForExitAsync(limit.Token);
            }
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    private string Log()
    {
        lock (log)
            return string.Join('\n', log);
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
