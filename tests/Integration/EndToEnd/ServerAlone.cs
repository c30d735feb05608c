using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// The program as a server without a node, over HTTPS on loopback, for tests that need no containers. One for all tests
/// of a class; each test takes a namespace of its own.
/// </summary>
public sealed class ServerAlone : IAsyncLifetime
{
    internal const string NotBuilt =
        "The program is not built; `dotnet make.cs build` makes artifacts/kubesharp.";

    private readonly string folder = Path.Combine("/tmp", $"kubesharp-server-{Environment.ProcessId}");
    private Process? server;
    private string skip = "";

    internal Kubectl Kubectl
    {
        get
        {
            if (skip.Length > 0)
                Assert.Skip(skip);
            return new(Path.Combine(folder, "admin.kubeconfig"));
        }
    }

    public async ValueTask InitializeAsync()
    {
        skip = Missing();
        if (skip.Length > 0)
            return;
        Directory.CreateDirectory(folder);
        server = Commands.Start(
            Program()!,
            [
                "server", "--data-dir", folder, "--secure-port",
                NodeCluster.FreePort().ToString(CultureInfo.InvariantCulture),
            ]);
        // What it says is for people; a pipe that nobody empties would hold it up.
        server.OutputDataReceived += static (_, _) => { };
        server.ErrorDataReceived += static (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        // The kubeconfig appears when the server has its keys; then it answers when it is ready.
        while (!File.Exists(Path.Combine(folder, "admin.kubeconfig")) && !server.HasExited)
            await Task.Delay(20);
        await Kubectl.UntilAsync(static text => text == "ok", "get", "--raw", "/readyz");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is null)
            return;
        server.Kill();
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What such a test needs and this machine lacks; empty: nothing.</summary>
    internal static string Missing() => !Commands.Exists("kubectl")
        ? "kubectl is not installed."
        : Program() is null ? NotBuilt : "";

    // As `make.cs build` leaves it, or as a build of the solution does.
    internal static string? Program() => new[] { "artifacts/kubesharp", "src/Kubesharp/bin/Release/net10.0/kubesharp" }
        .Select(static path => Path.Combine(NodeCluster.Root, path)).FirstOrDefault(File.Exists);
}
