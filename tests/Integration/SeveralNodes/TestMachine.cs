using System.Diagnostics;
using System.Globalization;
using Kubesharp.Tests.Integration.EndToEnd;
using Kubesharp.Tests.Integration.Network;

namespace Kubesharp.Tests.Integration.SeveralNodes;

/// <summary>
/// A machine of its own as far as a node can tell: network, mounts and host name are in namespaces that a sleeping
/// process holds, so that the program can end and start again while containerd and the Pods go on.
/// </summary>
internal sealed class TestMachine : IAsyncDisposable
{
    private static readonly string[] Images = ["pause-3.10.tar", "busybox-1.35.tar"];

    private readonly List<string> said = [];
    private readonly Process holder;
    private Process? program;

    /// <param name="address">With the length of its prefix.</param>
    /// <param name="gateway">Where the way to everybody else leads.</param>
    public TestMachine(string name, TestNamespace network, string address, string gateway, string folder)
    {
        (Name, Network, Data) = (name, network, Path.Combine(folder, name));
        Address = address.Split('/')[0];
        network.Run($"ip addr add {address} dev eth0; ip link set eth0 up; ip route add default via {gateway}");
        network.Run("sysctl -qw net.bridge.bridge-nf-call-iptables=1 || true");
        // Its own /run, for what containerd and the plugins keep there; shared mounts, as systemd makes them.
        holder = Process.Start("nsenter",
        [
            "--net=/run/netns/" + network.Name, "unshare", "--mount", "--uts", "--propagation", "private", "sh", "-c",
            $"hostname {name}; mount -t tmpfs -o mode=755 tmpfs /run; mount --make-rshared /; exec sleep infinity",
        ]);
    }

    public string Name { get; }
    public string Address { get; }
    public string Data { get; }
    public TestNamespace Network { get; }

    /// <summary>What the program has written.</summary>
    public string Said
    {
        get
        {
            lock (said)
                return string.Join('\n', said);
        }
    }

    /// <summary>Starts the program; it must not run yet.</summary>
    public void Start(params string[] words)
    {
        program = Commands.Start("nsenter", [.. Inside, .. words, "--data-dir", Data]);
        program.OutputDataReceived += Keep;
        program.ErrorDataReceived += Keep;
        program.BeginOutputReadLine();
        program.BeginErrorReadLine();

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (said)
                said.Add(line.Data ?? "");
        }
    }

    /// <summary>Runs a command of the program to its end.</summary>
    public async Task<string> RunAsync(params string[] words) =>
        (await Commands.RunAsync("nsenter", [.. Inside, .. words, "--data-dir", Data])).Succeeded();

    /// <summary>Ends the program as a power cut would, and nothing beside it.</summary>
    public async Task KillAsync()
    {
        program!.Kill();
        await program.WaitForExitAsync();
    }

    /// <summary>Puts the images into the node's containerd, once that is there.</summary>
    public async Task ImportImagesAsync()
    {
        string socket = Path.Combine(Data, "node/containerd/containerd.sock");
        while ((await Commands.RunAsync("ctr", ["-a", socket, "version"])).ExitCode != 0)
        {
            if (program!.HasExited)
                throw new InvalidOperationException($"{Name} has ended: {Said}");
            await Task.Delay(100);
        }
        foreach (string image in Images)
        {
            (await Commands.RunAsync("ctr", ["-a", socket, "-n", "k8s.io", "images", "import",
                Path.Combine(NodeCluster.Root, "artifacts/images", image)])).Succeeded();
        }
    }

    /// <summary>Ids of the containers of the node that run, sandboxes among them.</summary>
    public async Task<string> TasksAsync() => (await Commands.RunAsync("ctr",
        ["-a", Path.Combine(Data, "node/containerd/containerd.sock"), "-n", "k8s.io", "tasks", "ls", "-q"]))
        .Succeeded();

    private string[] Inside =>
    [
        "--target", holder.Id.ToString(CultureInfo.InvariantCulture), "--net", "--mount", "--uts",
        ServerAlone.Program()!,
    ];

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (program is { HasExited: false })
                await JoinCluster.StopAsync(program);
            if (Directory.Exists(Data))
                await RunAsync("agent", "remove");
        }
        finally
        {
            holder.Kill();
            await holder.WaitForExitAsync();
            holder.Dispose();
            program?.Dispose();
            Network.Dispose();
        }
    }
}
