using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Kubesharp.ApiServer.Certificates;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// The program as a server without a node, with flags of the test's own, which may be killed and started again on the
/// same data. All that it says is kept.
/// </summary>
internal sealed class ServerOfTheTest : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly string[] more;
    private readonly StringBuilder said = new();
    private readonly int port = NodeCluster.FreePort();
    private Process? process;

    private ServerOfTheTest(string[] more) => this.more = more;

    public string Folder { get; } = Directory.CreateTempSubdirectory("kubesharp-access-").FullName;
    /// <summary>Speaks as the cluster's administrator, one connection for each request that is under way.</summary>
    public HttpClient Client { get; private set; } = null!;
    public Kubectl Kubectl => new(Path.Combine(Folder, "admin.kubeconfig"));
    /// <summary>All that came out of it, of every start.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return said.ToString();
        }
    }

    /// <summary>Starts the program, or skips the test where it is not built.</summary>
    public static async Task<ServerOfTheTest> StartAsync(params string[] more)
    {
        if (ServerAlone.Program() is null)
            Assert.Skip(ServerAlone.NotBuilt);
        ServerOfTheTest server = new(more);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Ends it as a crash would, with no chance to write anything down.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
        Client.Dispose();
    }

    /// <summary>Returns when it is ready.</summary>
    public async Task StartAgainAsync()
    {
        process = Commands.Start(ServerAlone.Program()!,
        [
            "server", "--data-dir", Folder, "--secure-port", port.ToString(CultureInfo.InvariantCulture), .. more,
        ]);
        TaskCompletionSource serving = new(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += OnLine;
        process.ErrorDataReceived += OnLine;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => serving.TrySetException(new InvalidOperationException($"it has ended\n{Said}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await serving.Task.WaitAsync(StartLimit);
        Kubeconfig kubeconfig = Kubeconfig.TryRead(Path.Combine(Folder, "admin.kubeconfig"))!;
        X509Certificate2 certificate = kubeconfig.Client.ToCertificate();
        SocketsHttpHandler handler = new() { MaxConnectionsPerServer = 256 };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        Client = new(handler)
        {
            BaseAddress = new Uri($"https://127.0.0.1:{port}"),
            DefaultRequestVersion = HttpVersion.Version11,
        };

        void OnLine(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is not { } text)
                return;
            lock (said)
                said.AppendLine(text);
            if (text.Contains("Serving on", StringComparison.Ordinal))
                serving.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
