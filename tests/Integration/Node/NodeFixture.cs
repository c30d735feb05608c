using System.Diagnostics;
using System.Globalization;
using System.Net;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet;
using Kubesharp.Linux.Processes;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>
/// A kubelet over a real containerd, with a network, folders and groups of its own, and nothing left after.
/// </summary>
internal sealed class NodeFixture : IAsyncDisposable
{
    private const string Bridge = "kubesharp-t0";

    private CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;
    private Kubelet.Kubelet? kubelet;

    private NodeFixture(KubeletOptions options)
    {
        Options = options;
        Api = new MemoryApi(TimeProvider.System);
    }

    public KubeletOptions Options { get; private set; }
    public MemoryApi Api { get; }
    public string Root => Path.GetDirectoryName(Options.DataDirectory)!;

    /// <summary>Skips the test where there is no root, no containerd or no images.</summary>
    public static async Task<NodeFixture> StartAsync(Func<KubeletOptions, KubeletOptions>? change = null)
    {
        if (!OperatingSystem.IsLinux() || !Signals.IsRoot)
            Assert.Skip("needs root");
        if (!File.Exists("/usr/bin/containerd") || !File.Exists("/usr/lib/cni/bridge"))
            Assert.Skip("needs containerd and containernetworking-plugins");
        if (FindImages() is not { } images)
        {
            Assert.Skip("needs the images of `dotnet make.cs images`");
            throw new UnreachableException();
        }
        string root = Path.Combine(Path.GetTempPath(), "ks-" + Path.GetRandomFileName()[..6]);
        string network = Path.Combine(root, "cni");
        Directory.CreateDirectory(network);
        File.WriteAllText(Path.Combine(network, "10-test.conflist"), $$"""
            { "cniVersion": "0.4.0", "name": "test",
              "plugins": [ { "type": "bridge", "bridge": "{{Bridge}}", "isGateway": true, "hairpinMode": true,
                "ipam": { "type": "host-local", "dataDir": "{{root}}/ipam", "ranges": [[{ "subnet": "10.77.0.0/24" }]],
                          "routes": [{ "dst": "0.0.0.0/0" }] } } ] }
            """);
        KubeletOptions options = new()
        {
            NodeName = "node-a",
            DataDirectory = Path.Combine(root, "data"),
            Address = IPAddress.Loopback,
            ClusterDns = IPAddress.Parse("10.43.0.10"),
            CniConfigurationDirectory = network,
            ImageArchives = [Path.Combine(images, "pause-3.10.tar"), Path.Combine(images, "busybox-1.35.tar")],
            CgroupRoot = "/" + Path.GetFileName(root),
            Port = 0,
            ResyncPeriod = TimeSpan.FromSeconds(3),
        };
        NodeFixture fixture = new(change?.Invoke(options) ?? options);
        fixture.Api.Put(new ConfigMap
        {
            Metadata = new() { Name = "kube-root-ca.crt", Namespace = "default" },
            Data = new Dictionary<string, string> { ["ca.crt"] = "the authority" },
        });
        await fixture.RunAsync();
        return fixture;
    }

    /// <summary>Other options for the next kubelet.</summary>
    public void Change(Func<KubeletOptions, KubeletOptions> change) => Options = change(Options);

    /// <summary>Starts a kubelet; the one before must have been stopped.</summary>
    public async Task RunAsync()
    {
        kubelet = new(Options, Api, TimeProvider.System, Console.Error.WriteLine);
        running = kubelet.RunAsync(stop.Token);
        Task first = await Task.WhenAny(running, kubelet.Ready);
        await first;
    }

    /// <summary>Tells the kubelet that the machine goes down; returns when it has ended its Pods.</summary>
    public Task<bool> ShutDownAsync() => kubelet!.ShutDownAsync(stop.Token);

    /// <summary>Ends the kubelet as SIGTERM does. Pods go on.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        stop = new CancellationTokenSource();
    }

    public async Task<T> WaitAsync<T>(string what, Func<T?> probe, int seconds = 40)
        where T : class
    {
        for (int attempt = 0; attempt < seconds * 20; attempt++)
        {
            if (running.IsCompleted)
                await running;
            if (probe() is { } found)
                return found;
            await Task.Delay(50);
        }
        string events = string.Join(
            '\n', Api.Events.Select(static entry => $"{entry.InvolvedObject.Name} {entry.Reason}: {entry.Message}"));
        throw new TimeoutException($"{what} did not come. Events:\n{events}");
    }

    public async Task WaitUntilAsync(string what, Func<Task<bool>> probe, int seconds = 40)
    {
        for (int attempt = 0; attempt < seconds * 10; attempt++)
        {
            if (await probe())
                return;
            await Task.Delay(100);
        }
        throw new TimeoutException($"{what} did not come");
    }

    public Task<Pod> WaitForPodAsync(string name, Func<Pod, bool> wanted, int seconds = 40) =>
        WaitAsync($"pod {name}", () => Api.Get<Pod>(name) is { } pod && wanted(pod) ? pod : null, seconds);

    /// <summary>What the container main of a Pod has said, once it has said that it is ready.</summary>
    public async Task<string> LogAsync(string name)
    {
        Pod pod = await WaitForPodAsync(name, static pod => pod.Status.ContainerStatuses.Count > 0
            && pod.Status.ContainerStatuses[0].State.Running is not null);
        string text = "";
        await WaitUntilAsync($"the words of {name}", () =>
        {
            text = LogOf(pod, pod.Spec.Containers[0].Name);
            return Task.FromResult(text.Contains(" ready\n", StringComparison.Ordinal));
        });
        return string.Join('\n', text.Split('\n').Select(static line => line.Split(" F ", 2)[^1]));
    }

    /// <summary>Where the kubelet listens, as its Node says.</summary>
    public async Task<int> PortAsync()
    {
        Kubesharp.Api.Core.Node self = await WaitAsync("the node", () => Api.Get<Kubesharp.Api.Core.Node>(
            "node-a", "") is { Status.DaemonEndpoints.KubeletEndpoint.Port: > 0 } found ? found : null);
        return self.Status.DaemonEndpoints.KubeletEndpoint.Port;
    }

    public string LogOf(Pod pod, string container, int attempt = 0) => File.ReadAllText(Path.Combine(
        Options.DataDirectory, "node", "logs", $"{pod.Metadata.Namespace}_{pod.Metadata.Name}_{pod.Metadata.Uid}",
            container,
        attempt.ToString(CultureInfo.InvariantCulture) + ".log"));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        IReadOnlyList<string> left = await new NodeCleanup(Options, TimeProvider.System)
            .RunAsync(CancellationToken.None);
        if (Kubesharp.Linux.Interfaces.InterfaceTable.IndexOf(Bridge) is not null)
            Kubesharp.Linux.Interfaces.InterfaceTable.Delete(Bridge);
        Kubesharp.Linux.Mounts.MountTable.UnmountAll(Root);
        Directory.Delete(Root, recursive: true);
        stop.Dispose();
        Assert.Empty(left);
    }

    /// <summary>An archive of the images that <c>make.cs images</c> makes.</summary>
    public static string ArchiveOf(string file)
    {
        if (FindImages() is not { } folder)
        {
            Assert.Skip("needs the images of `dotnet make.cs images`");
            throw new UnreachableException();
        }
        return Path.Combine(folder, file);
    }

    private static string? FindImages()
    {
        for (string? at = AppContext.BaseDirectory; at is not null; at = Path.GetDirectoryName(at))
        {
            string folder = Path.Combine(at, "artifacts", "images");
            if (File.Exists(Path.Combine(folder, "busybox-1.35.tar"))
                && File.Exists(Path.Combine(folder, "pause-3.10.tar")))
                return folder;
        }
        return null;
    }
}
