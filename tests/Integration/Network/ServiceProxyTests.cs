using System.Net;
using System.Net.Sockets;
using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Client.Informers;
using Kubesharp.Network;
using Kubesharp.Network.Proxy.Nftables;
using Kubesharp.Network.Services;
using Xunit;
using EndpointPort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp.Tests.Integration.Network;

/// <summary>The Service proxy in a real kernel, from every side that a connection can come from.</summary>
public sealed class ServiceProxyTests(NodeNetwork network) : IClassFixture<NodeNetwork>
{
    private readonly NodeNetwork network = network;

    private void Put(
        string name, string clusterIP, int[] readyPods, int nodePort = 0, Func<ServiceSpec, ServiceSpec>? change = null,
        string protocol = "TCP", int targetPort = 8080)
    {
        ServiceSpec spec = new()
        {
            Type = nodePort > 0 ? ServiceType.NodePort : ServiceType.ClusterIP,
            ClusterIP = clusterIP,
            ClusterIPs = [clusterIP],
            Ports = [new ServicePort { Port = 80, Protocol = protocol, NodePort = nodePort }],
        };
        network.Api.Put(new Service
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = name },
            Spec = change is null ? spec : change(spec),
        });
        PutSlice(name, [.. readyPods.Select(pod => network.PodAddresses[pod])], protocol, targetPort);
    }

    private void PutSlice(
        string name, string[] ready, string protocol = "TCP", int targetPort = 8080, string[]? terminating = null) =>
        network.Api.Put(Slice(name, ready, protocol, targetPort, terminating));

    private static EndpointSlice Slice(
        string name, string[] ready, string protocol = "TCP", int targetPort = 8080, string[]? terminating = null) =>
        new()
        {
            Metadata = new ObjectMeta
            {
                Namespace = "default",
                Name = name + "-slice",
                Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = name },
            },
            AddressType = "IPv4",
            Ports = [new EndpointPort { Name = "", Port = targetPort, Protocol = protocol }],
            Endpoints =
            [
                .. ready.Select(static address => Endpoint(address, ready: true)),
                .. (terminating ?? []).Select(static address => Endpoint(address, ready: false)),
            ],
        };

    private static Endpoint Endpoint(string address, bool ready) => new()
    {
        Addresses = [address],
        NodeName = "n0",
        Conditions = new EndpointConditions { Ready = ready, Serving = true, Terminating = !ready },
    };

    private static bool Served(string answer) => answer.Contains(' ');

    [Fact]
    public async Task PodsReachBothEndpointsAndKeepTheirAddress()
    {
        Put("both", "10.43.1.1", [0, 1]);
        await NodeNetwork.EventuallyAsync(() => NodeNetwork.CallAsync(network.Pods[2], "10.43.1.1", 80), Served);

        HashSet<string> answers = [];
        for (int i = 0; i < 40; i++)
            answers.Add(await NodeNetwork.CallAsync(network.Pods[2], "10.43.1.1", 80));

        string client = network.PodAddresses[2];
        Assert.Equal([$"pod0 {client}", $"pod1 {client}"], answers.Order());
    }

    [Fact]
    public async Task APodReachesItselfThroughItsService()
    {
        Put("self", "10.43.1.2", [0]);

        string answer = await NodeNetwork.EventuallyAsync(
            () => NodeNetwork.CallAsync(network.Pods[0], "10.43.1.2", 80), Served);

        Assert.Equal("pod0 10.42.0.1", answer); // Masqueraded: a pod cannot answer its own address over the wire.
    }

    [Fact]
    public async Task TheNodeReachesServices()
    {
        Put("from-node", "10.43.1.3", [1]);

        string answer = await NodeNetwork.EventuallyAsync(
            () => NodeNetwork.CallAsync(network.Node, "10.43.1.3", 80), Served);

        Assert.Equal("pod1 10.42.0.1", answer);
    }

    [Fact]
    public async Task WithoutEndpointsConnectionsAreRefusedAtOnce()
    {
        Put("empty", "10.43.1.4", [0]);
        await NodeNetwork.EventuallyAsync(() => NodeNetwork.CallAsync(network.Pods[1], "10.43.1.4", 80), Served);
        PutSlice("empty", []);

        string fromPod = await NodeNetwork.EventuallyAsync(
            () => NodeNetwork.CallAsync(network.Pods[1], "10.43.1.4", 80), static answer => !Served(answer));

        Assert.Equal("ConnectionRefused", fromPod);
        Assert.Equal("ConnectionRefused", await NodeNetwork.CallAsync(network.Node, "10.43.1.4", 80));
        Assert.Equal(
            "ConnectionRefused", await NodeNetwork.CallAsync(network.Pods[1], "10.43.77.77", 80)); // No such Service.
    }

    [Fact]
    public async Task NodePortsFromEverywhere()
    {
        Put("node-port", "10.43.1.5", [1], nodePort: 30081);
        string outside = await NodeNetwork.EventuallyAsync(
            () => NodeNetwork.CallAsync(network.Outside, NodeNetwork.NodeAddress, 30081), Served);

        Assert.Equal("pod1 10.42.0.1", outside);
        Assert.Equal("pod1 10.42.0.1", await NodeNetwork.CallAsync(network.Node, "127.0.0.1", 30081));
        Assert.Equal("pod1 10.42.0.1", await NodeNetwork.CallAsync(network.Node, NodeNetwork.NodeAddress, 30081));
        Assert.Equal("pod1 10.42.0.1", await NodeNetwork.CallAsync(network.Pods[0], NodeNetwork.NodeAddress, 30081));
        Assert.Equal("pod1 10.42.0.1", await NodeNetwork.CallAsync(network.Pods[1], NodeNetwork.NodeAddress, 30081));
    }

    [Fact]
    public async Task LocalExternalPolicyKeepsTheClientsAddress()
    {
        Put("local", "10.43.1.6", [1], nodePort: 30082, static spec => spec with { ExternalTrafficPolicy = "Local" });

        string answer = await NodeNetwork.EventuallyAsync(
            () => NodeNetwork.CallAsync(network.Outside, NodeNetwork.NodeAddress, 30082), Served);

        Assert.Equal($"pod1 {NodeNetwork.OutsideAddress}", answer);
    }

    [Fact]
    public async Task AffinityKeepsAClientWithItsEndpoint()
    {
        Put("sticky", "10.43.1.7", [0, 1, 2], change: static spec => spec with { SessionAffinity = "ClientIP" });
        string first = await NodeNetwork.EventuallyAsync(
            () => NodeNetwork.CallAsync(network.Node, "10.43.1.7", 80), Served);

        for (int i = 0; i < 20; i++)
            Assert.Equal(first, await NodeNetwork.CallAsync(network.Node, "10.43.1.7", 80));
    }

    [Fact]
    public async Task PodsReachTheApiServerOnTheNode()
    {
        network.Api.Put(new Service
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "kubernetes" },
            Spec = new ServiceSpec
            {
                ClusterIP = "10.43.0.1",
                Ports = [new ServicePort { Name = "https", Port = 443, Protocol = "TCP" }],
            },
        });
        network.Api.Put(new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Namespace = "default",
                Name = "kubernetes",
                Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = "kubernetes" },
            },
            AddressType = "IPv4",
            Ports = [new EndpointPort { Name = "https", Port = 6443, Protocol = "TCP" }],
            Endpoints = [Endpoint(NodeNetwork.NodeAddress, ready: true)],
        });

        string fromPod = await NodeNetwork.EventuallyAsync(
            () => NodeNetwork.CallAsync(network.Pods[0], "10.43.0.1", 443), Served);

        Assert.Equal($"api {network.PodAddresses[0]}", fromPod);
        Assert.StartsWith("api ", await NodeNetwork.CallAsync(network.Node, "10.43.0.1", 443));
    }

    [Fact]
    public async Task PodsLeaveTheClusterUnderTheNodesAddress()
    {
        string answer = await NodeNetwork.CallAsync(network.Pods[0], NodeNetwork.OutsideAddress, 9000);

        Assert.Equal($"outside {NodeNetwork.NodeAddress}", answer);
    }

    [Fact]
    public async Task PodsDoNotReachTheNodesLoopback() =>
        Assert.False(Served(await NodeNetwork.CallAsync(network.Pods[0], "127.0.0.1", 6443)));

    [Fact]
    public async Task ARollingUpdateUnderLoadLosesNothing()
    {
        const string address = "10.43.1.8";
        Put("rolling", address, [0, 1]);
        await NodeNetwork.EventuallyAsync(() => NodeNetwork.CallAsync(network.Pods[2], address, 80), Served);
        using Socket old = await NodeNetwork.OpenAsync(network.Pods[2], address, 80);
        await NodeNetwork.ReadAsync(old);
        using CancellationTokenSource stop = new();
        List<string> failures = [];
        int calls = 0;
        Task load = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                string answer = await NodeNetwork.CallAsync(network.Pods[2], address, 80);
                Interlocked.Increment(ref calls);
                if (!Served(answer))
                {
                    lock (failures)
                        failures.Add(answer);
                }
            }
        })));

        for (int i = 0; i < 50; i++)
        {
            PutSlice("rolling", [network.PodAddresses[i % 2]], terminating: [network.PodAddresses[(i + 1) % 2]]);
            await Task.Delay(30, TestContext.Current.CancellationToken);
        }
        await stop.CancelAsync();
        await load;

        Assert.Empty(failures);
        Assert.True(calls > 100, $"only {calls} calls");
        await old.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here", await NodeNetwork.ReadAsync(old));
    }

    [Fact]
    public async Task AUdpSenderMovesWhenItsEndpointGoes()
    {
        using Socket first = await UdpServerAsync(0);
        using Socket second = await UdpServerAsync(1);
        Put("udp", "10.43.1.9", [0], protocol: "UDP", targetPort: 7000);
        using Socket client = await network.Pods[2].Handle.OpenSocketAsync(
            AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        client.Bind(new IPEndPoint(IPAddress.Any, 5555)); // One source port: one flow for conntrack.

        await NodeNetwork.EventuallyAsync(() => AskAsync(client, first, second), static answer => answer == "first");
        PutSlice("udp", [network.PodAddresses[1]], "UDP", 7000);
        string answer = await NodeNetwork.EventuallyAsync(
            () => AskAsync(client, first, second), static answer => answer == "second");

        Assert.Equal("second", answer);
    }

    private async Task<Socket> UdpServerAsync(int pod)
    {
        Socket socket = await network.Pods[pod].Handle.OpenSocketAsync(
            AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 7000));
        return socket;
    }

    private static async Task<string> AskAsync(Socket client, Socket first, Socket second)
    {
        try
        {
            await client.SendToAsync("x"u8.ToArray(), IPEndPoint.Parse("10.43.1.9:80"));
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode.ToString();
        }
        await Task.Delay(20);
        string answer = first.Available > 0 ? "first" : second.Available > 0 ? "second" : "none";
        foreach (Socket socket in new[] { first, second })
        {
            while (socket.Available > 0)
                socket.Receive(new byte[16]);
        }
        return answer;
    }

    [Fact]
    public async Task AThousandServicesAreOneTransactionAndAChangeIsSmall()
    {
        TestNamespace.SkipUnlessPossible("nft");
        using TestNamespace test = new("scale");
        NetworkOptions options = network.Options with { NetworkNamespace = test.Handle };
        ServiceMap map = ServiceMap.Empty;
        for (int i = 0; i < 1000; i++)
        {
            map = map.With(null, new Service
            {
                Metadata = new ObjectMeta { Namespace = "default", Name = $"s{i}" },
                Spec = new ServiceSpec
                {
                    ClusterIP = $"10.43.{i / 250 + 1}.{i % 250 + 1}",
                    Ports = [new ServicePort { Port = 80 }],
                },
            });
            map = map.With(null, Slice($"s{i}", [.. Enumerable.Range(1, 10).Select(k => $"10.42.{i % 250}.{k}")]));
        }
        List<TimeSpan> steps = [];
        ServiceTracker tracker = new(new Cache(network.Api, TimeProvider.System));
        ServiceProxy proxy = new(options, tracker, TimeProvider.System)
        {
            OnApplied = (_, elapsed) => steps.Add(elapsed),
        };

        Assert.True(await proxy.ApplyAsync(map, TestContext.Current.CancellationToken));
        for (int i = 0; i < 5; i++)
        {
            ServiceMap next = map.With(Slice($"s{i}", []), Slice($"s{i}", ["10.42.9.9"]));
            Assert.True(await proxy.ApplyAsync(next, TestContext.Current.CancellationToken));
            map = next;
        }

        string figures = string.Join(' ', steps.Select(static step => $"{step.TotalMilliseconds:F0} ms"));
        TestContext.Current.TestOutputHelper?.WriteLine(figures);
        Assert.True(steps[1..].Min() < steps[0] / 2, "a change costs as much as everything");
        Assert.Contains("10.42.9.9", test.Run("nft list chain ip kubesharp-test all-default/s4/tcp/80"));
    }

    [Fact]
    public async Task AFlushedTableComesBackAndCleanupLeavesNothing()
    {
        await using NodeNetwork own = new();
        await own.InitializeAsync();
        own.Api.Put(new Service
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "x" },
            Spec = new ServiceSpec { ClusterIP = "10.43.1.1", Ports = [new ServicePort { Port = 80 }] },
        });
        await NodeNetwork.EventuallyAsync(
            () => Task.FromResult(own.Node.Run("nft list tables")), static text => text.Contains("kubesharp-test"));
        own.Node.Run("nft flush ruleset");
        own.Api.Put(new Service
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "y" },
            Spec = new ServiceSpec
            {
                ClusterIP = "10.43.1.2",
                Ports = [new ServicePort { Port = 80 }],
                ExternalIPs = ["198.51.100.9"],
            },
        });
        string tables = await NodeNetwork.EventuallyAsync(
            () => Task.FromResult(own.Node.Run("nft list tables")), static text => text.Contains("kubesharp-test"));
        Assert.Contains("kubesharp-test", tables);

        NetworkOptions options = own.Options;
        own.Node.Run("nft add table ip nat; nft add chain ip nat CNI-HOSTPORT-DNAT"); // As portmap leaves it.
        await own.StopAsync();
        Assert.Empty(await NetworkAgent.CleanupAsync(options, CancellationToken.None));
        Assert.Empty(await NetworkAgent.CleanupAsync(options, CancellationToken.None));

        Assert.Equal("", own.Node.Run("nft list tables").Trim());
        string addresses = own.Node.Run("ip addr");
        Assert.DoesNotContain("kstest0", addresses);
        Assert.DoesNotContain("10.43.0.10", addresses);
        Assert.Empty(Directory.GetFiles(options.CniConfigurationDirectory));
    }
}
