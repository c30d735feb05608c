using System.Net;
using System.Net.Sockets;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Xunit;

namespace Kubesharp.Tests.Integration.Network;

/// <summary>The DNS server as pods and the node see it, asked by clients that are not ours.</summary>
public sealed class DnsServerTests(NodeNetwork network) : IClassFixture<NodeNetwork>
{
    private async Task PrepareAsync()
    {
        TestNamespace.SkipUnlessPossible("dig");
        network.Api.Put(new Service
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "web" },
            Spec = new ServiceSpec
            {
                ClusterIP = "10.43.2.1",
                Ports = [new ServicePort { Name = "http", Port = 80, Protocol = "TCP" }],
            },
        });
        network.Api.Put(new Service
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "big" },
            Spec = new ServiceSpec { ClusterIP = "None" },
        });
        network.Api.Put(new EndpointSlice
        {
            Metadata = new ObjectMeta
            {
                Namespace = "default",
                Name = "big-1",
                Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = "big" },
            },
            AddressType = "IPv4",
            Endpoints = [.. Enumerable.Range(1, 200).Select(static i => new Endpoint { Addresses = [$"10.42.9.{i}"] })],
        });
        network.Api.Put(new Service
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "db" },
            Spec = new ServiceSpec { Type = ServiceType.ExternalName, ExternalName = "db.example.com" },
        });
        string answer = await NodeNetwork.EventuallyAsync(
            () => Dig("db.default.svc.cluster.local CNAME"), static text => text.Length > 0);
        Assert.Equal("db.example.com.", answer);
    }

    private Task<string> Dig(string arguments, TestNamespace? from = null) => Task.FromResult(
        (from ?? network.Pods[0]).Try($"dig @10.43.0.10 +short +timeout=2 +tries=1 {arguments}").Output.Trim());

    [Fact]
    public async Task OverUdpAndTcpFromPodAndNode()
    {
        await PrepareAsync();

        Assert.Equal("10.43.2.1", await Dig("web.default.svc.cluster.local"));
        Assert.Equal("10.43.2.1", await Dig("+tcp web.default.svc.cluster.local"));
        Assert.Equal("10.43.2.1", await Dig("web.default.svc.cluster.local", network.Node));
        Assert.Equal(
            "0 100 80 web.default.svc.cluster.local.", await Dig("_http._tcp.web.default.svc.cluster.local SRV"));
        Assert.Equal("web.default.svc.cluster.local.", await Dig("-x 10.43.2.1"));
    }

    [Fact]
    public async Task ALongAnswerComesOverTcpAfterATruncatedOne()
    {
        await PrepareAsync();

        string addresses = await Dig("big.default.svc.cluster.local"); // dig itself tries again over TCP.

        Assert.Equal(200, addresses.Split('\n').Count(static line => line.StartsWith("10.42.9.")));
    }

    [Fact]
    public async Task BusyboxFollowsTheSearchPath()
    {
        await PrepareAsync();
        if (!File.Exists("/usr/bin/busybox"))
            Assert.Skip("needs busybox");
        string file = Path.GetTempFileName();
        File.WriteAllLines(file,
        [
            "nameserver 10.43.0.10",
            "search default.svc.cluster.local svc.cluster.local cluster.local",
            "options ndots:5",
        ]);
        try
        {
            string Inside(string command) => network.Pods[0]
                .Try($"unshare --mount sh -c \"mount --bind {file} /etc/resolv.conf && {command}\"").Output;
            string Lookup(string name) => Inside($"busybox nslookup {name}");

            Assert.Contains("Address: 10.43.2.1", Lookup("web.default.svc.cluster.local"));
            Assert.Contains("NXDOMAIN", Lookup("nothing.default.svc.cluster.local"));
            Assert.Contains("10.43.2.1", Inside("getent -s hosts:dns ahostsv4 web"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task OtherNamesComeFromTheHostsResolver()
    {
        await PrepareAsync();
        using Socket resolver = await network.Outside.Handle.OpenSocketAsync(
            AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        resolver.Bind(new IPEndPoint(IPAddress.Parse(NodeNetwork.OutsideAddress), 53));
        using CancellationTokenSource stop = new();
        Task serving = ServeAsync(resolver, stop.Token);

        string plain = await Dig("www.example.com");
        string alias = await Dig("db.default.svc.cluster.local A");

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => serving);
        Assert.Equal("192.0.2.99", plain);
        Assert.Equal("db.example.com.\n192.0.2.99", alias);
    }

    [Fact]
    public async Task AnAbsentResolverGivesServerFailure()
    {
        await PrepareAsync();

        string answer = network.Pods[0].Try("dig @10.43.0.10 +timeout=4 +tries=1 absent.example.org").Output;

        Assert.Contains("status: SERVFAIL", answer);
    }

    // Answers every question with one address, by a pointer to the question.
    private static async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[512];
        while (true)
        {
            SocketReceiveFromResult received = await socket.ReceiveFromAsync(
                buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
            int end = 12;
            while (buffer[end] != 0)
                end += buffer[end] + 1;
            byte[] answer = [.. buffer.AsSpan(0, end + 5), 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 99];
            answer[2] |= 0x80;
            (answer[7], answer[9], answer[11]) = (1, 0, 0);
            await socket.SendToAsync(answer, received.RemoteEndPoint, cancellationToken);
        }
    }
}
