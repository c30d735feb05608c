using System.Net;
using System.Net.Sockets;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Client.Informers;
using Kubesharp.Linux.Namespaces;
using Kubesharp.Network;
using Xunit;

namespace Kubesharp.Tests.Integration.Network;

/// <summary>
/// A node, three pods that real CNI plugins connected, and the world outside, each in a network namespace; with the
/// network agent at work for the node.
/// </summary>
public sealed class NodeNetwork : IAsyncLifetime
{
    internal const string NodeAddress = "192.168.77.2";
    internal const string OutsideAddress = "192.168.77.1";

    private readonly List<TestNamespace> pods = [];
    private readonly List<Socket> listeners = [];
    private readonly CancellationTokenSource stop = new();
    private readonly string directory = Directory.CreateTempSubdirectory("ks-network").FullName;
    private Task running = Task.CompletedTask;

    internal TestNamespace Node { get; private set; } = null!;
    internal TestNamespace Outside { get; private set; } = null!;
    internal ScriptedTransport Api { get; } = new();
    internal NetworkOptions Options { get; private set; } = null!;
    internal NetworkAgent Agent { get; private set; } = null!;
    internal IReadOnlyList<TestNamespace> Pods => pods;
    internal IReadOnlyList<string> PodAddresses { get; private set; } = [];

    private string ConfigurationList => Path.Combine(Options.CniConfigurationDirectory, "10-kubesharp.conflist");

    /// <summary>Tells a Node, this one or another.</summary>
    internal void Put(string name, string address, string pods) => Api.Put(Peer(name, address, pods));

    internal static Kubesharp.Api.Core.Node Peer(string name, string address, string pods) => new()
    {
        Metadata = new() { Name = name },
        Spec = new() { PodCIDR = pods, PodCIDRs = [pods] },
        Status = new() { Addresses = [new() { Type = NodeAddressType.InternalIP, Address = address }] },
    };

    public async ValueTask InitializeAsync()
    {
        TestNamespace.SkipUnlessPossible("nft", "nsenter");
        if (!File.Exists("/usr/lib/cni/bridge"))
            Assert.Skip("needs the CNI plugins in /usr/lib/cni");
        Node = new TestNamespace("node");
        Outside = new TestNamespace("outside");
        TestNamespace.Shell($"ip link add up0 netns {Node.Name} type veth peer name up0 netns {Outside.Name}");
        Node.Run(
            $"ip addr add {NodeAddress}/24 dev up0; ip link set up0 up; ip route add default via {OutsideAddress}");
        Outside.Run($"ip addr add {OutsideAddress}/24 dev up0; ip link set up0 up");

        Options = new NetworkOptions
        {
            NodeName = "n0",
            NodeAddress = IPAddress.Parse(NodeAddress),
            DataDirectory = directory,
            NetworkNamespace = Node.Handle,
            Bridge = "kstest0",
            Table = "kubesharp-test",
            Resolvers = [new IPEndPoint(IPAddress.Parse(OutsideAddress), 53)],
        };
        Cache cache = new(Api, TimeProvider.System);
        cache.Informer<Service>(new InformerOptions { Resource = new GroupVersionResource("", "v1", "services") });
        cache.Informer<EndpointSlice>(
            new InformerOptions { Resource = new GroupVersionResource("discovery.k8s.io", "v1", "endpointslices") });
        cache.Informer<Kubesharp.Api.Core.Node>(
            new InformerOptions { Resource = new GroupVersionResource("", "v1", "nodes") });
        Agent = new NetworkAgent(Options, cache, TimeProvider.System, Entropy.System);
        cache.Start(stop.Token);
        await Agent.PrepareAsync();
        running = Agent.RunAsync(stop.Token);
        Assert.False(File.Exists(ConfigurationList)); // No Pod starts before the node has a network for it.
        Put("n0", NodeAddress, "10.42.0.0/24");
        await EventuallyAsync(
            () => Task.FromResult(File.Exists(ConfigurationList) ? "there" : ""), static text => text == "there");

        for (int i = 0; i < 3; i++)
            pods.Add(new TestNamespace("pod"));
        PodAddresses = [.. pods.Select(Connect)];
        for (int i = 0; i < pods.Count; i++)
        {
            string name = $"pod{i}";
            listeners.Add(await ListenAsync(pods[i].Handle, IPAddress.Any, 8080, name));
        }
        listeners.Add(await ListenAsync(Node.Handle, IPAddress.Parse(NodeAddress), 6443, "api"));
        listeners.Add(await ListenAsync(Outside.Handle, IPAddress.Any, 9000, "outside"));
    }

    // The plugin as the container runtime calls it: with the configuration that the agent wrote.
    private string Connect(TestNamespace pod)
    {
        string list = File.ReadAllText(ConfigurationList);
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(list);
        string plugin = document.RootElement.GetProperty("plugins")[0].GetRawText();
        string configuration = Path.Combine(directory, $"{pod.Name}.json");
        File.WriteAllText(configuration, $$"""{"cniVersion":"0.4.0","name":"kubesharp",{{plugin.TrimStart()[1..]}}""");
        Node.Run($"CNI_COMMAND=ADD CNI_CONTAINERID={pod.Name} CNI_NETNS=/run/netns/{pod.Name} CNI_IFNAME=eth0 "
            + $"CNI_PATH=/usr/lib/cni /usr/lib/cni/bridge < {configuration}");
        string addresses = pod.Run("ip -4 -o addr show eth0");
        return addresses.Split("inet ")[1].Split('/')[0];
    }

    // Says its name and whom it sees, then repeats what it hears.
    private async Task<Socket> ListenAsync(NetworkNamespace where, IPAddress address, int port, string name)
    {
        Socket listener = await where.OpenSocketAsync(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, port));
        listener.Listen(256);
        _ = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                Socket client = await listener.AcceptAsync(stop.Token);
                _ = ServeAsync(client, name);
            }
        });
        return listener;
    }

    private async Task ServeAsync(Socket client, string name)
    {
        using (client)
        {
            try
            {
                await client.SendAsync(
                    Encoding.UTF8.GetBytes($"{name} {((IPEndPoint)client.RemoteEndPoint!).Address}"), stop.Token);
                byte[] buffer = new byte[256];
                int count;
                while ((count = await client.ReceiveAsync(buffer, stop.Token)) > 0)
                    await client.SendAsync(buffer.AsMemory(0, count), stop.Token);
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
            }
        }
    }

    /// <summary>Connects and returns "SERVER SEEN-CLIENT-ADDRESS", or the socket error.</summary>
    internal static async Task<string> CallAsync(TestNamespace from, string address, int port)
    {
        try
        {
            using Socket socket = await OpenAsync(from, address, port);
            return await ReadAsync(socket);
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            return "timeout";
        }
    }

    internal static async Task<Socket> OpenAsync(TestNamespace from, string address, int port)
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(3));
        return await from.Handle.ConnectAsync(IPEndPoint.Parse($"{address}:{port}"), timeout.Token);
    }

    internal static async Task<string> ReadAsync(Socket socket)
    {
        using CancellationTokenSource timeout = new(TimeSpan.FromSeconds(3));
        byte[] buffer = new byte[256];
        int count = await socket.ReceiveAsync(buffer, timeout.Token);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <summary>Tries until the answer satisfies, or five seconds: rules follow the API a moment later.</summary>
    internal static async Task<string> EventuallyAsync(Func<Task<string>> attempt, Func<string, bool> satisfied)
    {
        string answer = "";
        for (int i = 0; i < 100; i++)
        {
            answer = await attempt();
            if (satisfied(answer))
                break;
            await Task.Delay(50);
        }
        return answer;
    }

    internal async Task StopAsync()
    {
        await stop.CancelAsync();
        try
        {
            await running;
        }
        catch (OperationCanceledException)
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        listeners.ForEach(static listener => listener.Dispose());
        pods.ForEach(static pod => pod.Dispose());
        Node?.Dispose();
        Outside?.Dispose();
        Directory.Delete(directory, recursive: true);
        stop.Dispose();
    }
}
