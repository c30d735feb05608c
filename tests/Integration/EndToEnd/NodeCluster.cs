using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// One cluster of one node on this machine, for all tests of the collection: brought up by `make.cs up` as a user does
/// it, taken down by `make.cs down`, which must leave nothing.
/// </summary>
public sealed class NodeCluster : IAsyncLifetime
{
    private static readonly TimeSpan UpLimit = TimeSpan.FromMinutes(5);

    private readonly string folder = Path.Combine("/tmp", $"kubesharp-e2e-{Environment.ProcessId}");
    private readonly int port = FreePort();
    private string skip = "";
    private bool up;

    internal string Kubeconfig => Path.Combine(folder, "admin.kubeconfig");
    internal string Log => Path.Combine(folder, "kubesharp.log");
    /// <summary>Everything of the node lies below it; plugins of the kubelet meet it in its folder node.</summary>
    internal string DataDirectory => folder;

    /// <summary>Kubectl as the administrator of the cluster; skips the test where none can run.</summary>
    internal Kubectl Kubectl
    {
        get
        {
            Require();
            return new(Kubeconfig);
        }
    }

    /// <summary>Where the node keeps the logs of a container.</summary>
    /// <param name="pod">namespace_name_uid.</param>
    internal string LogFolder(string pod, string container) => Path.Combine(folder, "node/logs", pod, container);

    internal static string Root { get; } = FindRoot();

    internal static string Example(string name) => Path.Combine(Root, "examples", name);

    /// <summary>Whether this machine can be a node, for fixtures, which cannot skip.</summary>
    internal bool CanRun => skip.Length == 0;

    /// <summary>Skips the test when this machine cannot be a node.</summary>
    internal void Require()
    {
        if (skip.Length > 0)
            Assert.Skip(skip);
    }

    public async ValueTask InitializeAsync()
    {
        skip = MissingOnThisMachine();
        if (skip.Length > 0)
            return;
        up = true;
        CommandResult result = await MakeAsync("up", "--secure-port", port.ToString(CultureInfo.InvariantCulture));
        result.Succeeded();
        Assert.Contains($"export KUBECONFIG={Kubeconfig}", result.Output, StringComparison.Ordinal);
        await Kubectl.RunAsync("apply", "-f", Example("hello"));
        await Kubectl.RunAsync("rollout", "status", "deployment/hello", "-n", "hello", "--timeout=90s");
    }

    public async ValueTask DisposeAsync()
    {
        if (!up)
            return;
        if (Environment.GetEnvironmentVariable("KUBESHARP_KEEP") is { Length: > 0 })
            return; // Somebody wants to look at what a failed test left.
        (await MakeAsync("down")).Succeeded();
        IReadOnlyList<string> left = Remains();
        (await MakeAsync("down", "--purge")).Succeeded(); // A second time changes nothing and is no mistake.
        Assert.True(left.Count == 0, "`down` left: " + string.Join("; ", left));
        Assert.False(Directory.Exists(folder));
    }

    /// <summary>The program's process, while it runs.</summary>
    internal int? ProcessId
    {
        get
        {
            string file = Path.Combine(folder, "kubesharp.pid");
            return File.Exists(file) && int.TryParse(File.ReadAllText(file), out int id)
                && Directory.Exists($"/proc/{id}") ? id : null;
        }
    }

    /// <summary>Ends the program as a power cut would, and nothing beside it.</summary>
    internal async Task KillAsync()
    {
        using Process process = Process.GetProcessById(ProcessId!.Value);
        process.Kill();
        while (Directory.Exists($"/proc/{process.Id}") && !IsZombie(process.Id))
            await Task.Delay(10);
    }

    /// <summary>Starts the program again on the same folder and waits until it serves.</summary>
    internal async Task StartAgainAsync()
    {
        // As `make.cs up` starts it, without building first.
        CommandResult started = await Commands.RunAsync("/bin/sh",
            ["-c", """log=$0; setsid "$@" </dev/null >>"$log" 2>&1 & echo $!""", Log,
            Path.Combine(Root, "artifacts/kubesharp"), "server", "--agent", "--data-dir", folder,
            "--secure-port", port.ToString(CultureInfo.InvariantCulture), "--bind-address", "0.0.0.0"]);
        await File.WriteAllTextAsync(Path.Combine(folder, "kubesharp.pid"), started.Succeeded().Trim());
        await Kubectl.UntilAsync(text => text == "ok", "get", "--raw", "/readyz");
    }

    private async Task<CommandResult> MakeAsync(string verb, params string[] more) =>
        await Commands.RunAsync("dotnet",
            [Path.Combine(Root, "make.cs"), verb, "--data-dir", folder, .. more], limit: UpLimit);

    private IReadOnlyList<string> Remains()
    {
        List<string> left = [];
        foreach (string process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(
            Path.GetFileName(path), CultureInfo.InvariantCulture, out int _)))
        {
            string line = ReadOrEmpty(Path.Combine(process, "cmdline")).Replace('\0', ' ');
            if (line.Contains(folder, StringComparison.Ordinal) && !line.Contains("make", StringComparison.Ordinal))
                left.Add($"process {Path.GetFileName(process)}: {line}");
        }
        left.AddRange(File.ReadLines("/proc/self/mountinfo")
            .Where(line => line.Contains(folder, StringComparison.Ordinal)).Select(line => "mount " + line));
        left.AddRange(Directory.EnumerateDirectories("/sys/fs/cgroup", "kubesharp*", SearchOption.AllDirectories));
        left.AddRange(NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.Name.StartsWith("kubesharp", StringComparison.Ordinal)
                || card.Name.StartsWith("veth", StringComparison.Ordinal))
            .Select(card => "interface " + card.Name));
        using Process nft = Process.Start(new ProcessStartInfo("nft", ["list", "tables"])
            { RedirectStandardOutput = true })!;
        left.AddRange(nft.StandardOutput.ReadToEnd().Split('\n')
            .Where(line => line.Contains("kubesharp", StringComparison.Ordinal)));
        return left;
    }

    /// <summary>Why this machine can be no node; empty when it can.</summary>
    internal static string MissingOnThisMachine()
    {
        if (!OperatingSystem.IsLinux())
            return "A node runs on Linux only.";
        if (!Environment.IsPrivilegedProcess)
            return "A node needs root.";
        foreach (string program in (string[])["kubectl", "containerd", "runc", "nft", "dotnet"])
        {
            if (!Commands.Exists(program))
                return $"{program} is not installed.";
        }
        return NetworkInterface.GetAllNetworkInterfaces().Any(card => card.Name == "kubesharp0")
            ? "Another node runs on this machine; `dotnet make.cs down` stops it."
            : "";
    }

    private static bool IsZombie(int id) =>
        ReadOrEmpty($"/proc/{id}/stat") is var stat
        && (stat.Length == 0 || stat.Contains(") Z ", StringComparison.Ordinal));

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ""; // The process has ended meanwhile.
        }
    }

    internal static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static string FindRoot()
    {
        string? path = AppContext.BaseDirectory;
        while (path is not null && !File.Exists(Path.Combine(path, "make.cs")))
            path = Path.GetDirectoryName(path);
        return path ?? throw new InvalidOperationException("The tests do not run inside a working copy.");
    }
}

/// <summary>These tests share one node and this machine's network, so nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndCollection : ICollectionFixture<NodeCluster>
{
    public const string Name = "EndToEnd";
}
