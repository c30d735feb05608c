using System.Buffers.Binary;
using System.Net;
using CsCheck;
using Kubesharp.Api.Core;
using Kubesharp.Network.Dns;
using Kubesharp.Network.Services;
using Xunit;
using static Kubesharp.Tests.Network.Cluster;

namespace Kubesharp.Tests.Network.Dns;

/// <summary>Answers by the Kubernetes DNS specification: one row, one question.</summary>
public sealed class DnsZoneTests
{
    private static readonly DnsZone Zone = new(Cluster.Options);
    private static readonly DnsRecords Records = DnsRecords.For(Map(), DnsRecords.Empty, "cluster.local", 7);

    private static ServiceMap Map()
    {
        Service external = Service("db", "", Port(80));
        Service inner = Service("alias", "", Port(80));
        Service lost = Service("lost", "", Port(80));
        Service early = Service("early", "None", Port(80));
        Service ExternalName(Service service, string target) => service with
        {
            Spec = service.Spec with
            {
                Type = ServiceType.ExternalName,
                ExternalName = target,
                ClusterIP = "",
                ClusterIPs = [],
            },
        };
        return ServiceMap.Empty
            .And(Service("web", "10.43.0.5", Port(80, "http"), Port(53, "dns", "UDP")),
                Slice("web", "http", 8080, Ready("10.42.0.7")))
            .And(Service("peers", "None", Port(80, "http")),
                Slice("peers", "http", 8080, Ready("10.42.0.7", hostname: "peer-0"), Ready("10.42.0.8"),
                    NotReady("10.42.0.9")))
            .And(Service("none", "None", Port(80)))
            .And(early with { Spec = early.Spec with { PublishNotReadyAddresses = true } },
                Slice("early", "", 80, NotReady("10.42.0.9")))
            .And(ExternalName(external, "db.example.com"))
            .And(ExternalName(inner, "Web.default.svc.cluster.local."))
            .And(ExternalName(lost, "gone.default.svc.cluster.local"));
    }

    [Theory]
    // Services.
    [InlineData("web.default.svc.cluster.local A", "A 10.43.0.5")]
    [InlineData("WEB.Default.svc.CLUSTER.local A", "A 10.43.0.5")]
    [InlineData("web.default.svc.cluster.local AAAA", "NoError soa")]
    [InlineData("web.default.svc.cluster.local MX", "NoError soa")]
    [InlineData("nope.default.svc.cluster.local A", "NameError soa")]
    [InlineData("web.other.svc.cluster.local A", "NameError soa")]
    [InlineData("a.b.web.default.svc.cluster.local A", "NameError soa")]
    // Headless: the ready endpoints, by Service and by host name.
    [InlineData("peers.default.svc.cluster.local A", "A 10.42.0.7|A 10.42.0.8")]
    [InlineData("peer-0.peers.default.svc.cluster.local A", "A 10.42.0.7")]
    [InlineData("10-42-0-8.peers.default.svc.cluster.local A", "A 10.42.0.8")]
    [InlineData("10-42-0-9.peers.default.svc.cluster.local A", "NameError soa")]
    [InlineData("none.default.svc.cluster.local A", "NoError soa")]
    [InlineData("early.default.svc.cluster.local A", "A 10.42.0.9")]
    // Ports.
    [InlineData(
        "_http._tcp.web.default.svc.cluster.local SRV", "SRV 0 100 80 web.default.svc.cluster.local|+A 10.43.0.5")]
    [InlineData("_http._udp.web.default.svc.cluster.local SRV", "NameError soa")]
    [InlineData("_http._tcp.web.default.svc.cluster.local A", "NoError soa")]
    [InlineData("_tcp.web.default.svc.cluster.local A", "NoError soa")]
    [InlineData("_http._tcp.peers.default.svc.cluster.local SRV",
        "SRV 0 50 8080 10-42-0-8.peers.default.svc.cluster.local|SRV 0 50 8080 peer-0.peers.default.svc.cluster.local|"
        + "+A 10.42.0.7|+A 10.42.0.8")]
    // Aliases.
    [InlineData("db.default.svc.cluster.local CNAME", "CNAME db.example.com")]
    [InlineData("db.default.svc.cluster.local A", "chase db.example.com")]
    [InlineData("alias.default.svc.cluster.local A", "A 10.43.0.5|CNAME web.default.svc.cluster.local")]
    [InlineData("lost.default.svc.cluster.local A", "CNAME gone.default.svc.cluster.local")]
    // Names without data, on the way to others.
    [InlineData("cluster.local A", "NoError soa")]
    [InlineData("svc.cluster.local A", "NoError soa")]
    [InlineData("default.svc.cluster.local A", "NoError soa")]
    [InlineData("other.svc.cluster.local A", "NameError soa")]
    [InlineData("example.com.default.svc.cluster.local A", "NameError soa")]
    [InlineData("com.cluster.local A", "NameError soa")]
    // The zone itself.
    [InlineData("cluster.local SOA", "SOA")]
    [InlineData("cluster.local NS", "NS ns.dns.cluster.local|+A 10.43.0.10")]
    [InlineData("ns.dns.cluster.local A", "A 10.43.0.10")]
    [InlineData("dns-version.cluster.local TXT", "TXT 1.1.0")]
    // Pods.
    [InlineData("10-42-0-5.default.pod.cluster.local A", "A 10.42.0.5")]
    [InlineData("10-42-0-5.default.pod.cluster.local AAAA", "NoError soa")]
    [InlineData("fd00--5.default.pod.cluster.local AAAA", "AAAA fd00::5")]
    [InlineData("hello.default.pod.cluster.local A", "NameError soa")]
    [InlineData("10-42-0-500.default.pod.cluster.local A", "NameError soa")]
    // Reverse.
    [InlineData("5.0.43.10.in-addr.arpa PTR", "PTR web.default.svc.cluster.local")]
    [InlineData("7.0.42.10.in-addr.arpa PTR", "PTR peer-0.peers.default.svc.cluster.local")]
    [InlineData("99.0.43.10.in-addr.arpa PTR", "NameError soa")]
    [InlineData("8.8.8.8.in-addr.arpa PTR", "forward")]
    // Not ours.
    [InlineData("example.com A", "forward")]
    [InlineData("mycluster.local A", "forward")]
    [InlineData("local A", "forward")]
    public void Answers(string question, string expected)
    {
        string[] words = question.Split(' ');

        Assert.Equal(expected, Ask(DnsPacket.Query(words[0], words[1])));
    }

    [Fact]
    public void AnswersRepeatTheQuestionsLetterCaseAndId()
    {
        byte[] buffer = new byte[512];
        byte[] query = DnsPacket.Query("WeB.default.svc.cluster.local", "A", id: 0xbeef);

        int length = Answer(query, buffer);

        DnsPacket answer = DnsPacket.Read(buffer.AsSpan(0, length));
        Assert.Equal(0xbeef, answer.Id);
        Assert.Equal("WeB.default.svc.cluster.local", answer.Question);
        Assert.True(answer.Authoritative);
    }

    [Fact]
    public void ManyAddressesAreTruncatedOverUdpAndWholeOverTcp()
    {
        ServiceMap map = Cluster.Map(Service("big", "None", Port(80)),
            Slice("big", "", 80, [.. Enumerable.Range(1, 200).Select(static i => Ready($"10.42.0.{i}"))]));
        DnsRecords records = DnsRecords.For(map, DnsRecords.Empty, "cluster.local", 1);

        DnsPacket Answered(byte[] query, int room)
        {
            byte[] buffer = new byte[room];
            Assert.True(DnsQuery.TryRead(query, new char[255], out DnsQuery read));
            int limit = room == 65535 ? room : read.UdpSize;
            Zone.Answer(records, read, buffer.AsSpan(0, limit), out int length, out _);
            return DnsPacket.Read(buffer.AsSpan(0, length));
        }

        DnsPacket classic = Answered(DnsPacket.Query("big.default.svc.cluster.local", "A"), 4096);
        DnsPacket edns = Answered(DnsPacket.Query("big.default.svc.cluster.local", "A", udpSize: 4096), 4096);
        DnsPacket tcp = Answered(DnsPacket.Query("big.default.svc.cluster.local", "A"), 65535);

        Assert.True(classic.Truncated && classic.Length <= 512 && classic.Records.Count > 20);
        Assert.True(edns.Truncated && edns.Length <= 1232 && edns.Records.Count > classic.Records.Count);
        Assert.False(tcp.Truncated);
        Assert.Equal(200, tcp.Records.Count);
    }

    [Fact]
    public void BadQueriesGetTheirCodes()
    {
        byte[] notify = DnsPacket.Query("cluster.local", "SOA");
        notify[2] |= 4 << 3;
        byte[] chaos = DnsPacket.Query("version.bind", "TXT");
        chaos[^1] = 3;
        byte[] version = DnsPacket.Query("web.default.svc.cluster.local", "A", udpSize: 1232);
        version[^5] = 1;
        byte[] cut = DnsPacket.Query("web.default.svc.cluster.local", "A")[..^3];

        Assert.Equal("NotImplemented", Ask(notify));
        Assert.Equal("Refused", Ask(chaos));
        Assert.Equal("BadVersion", Ask(version));
        Assert.Equal("FormatError", Ask(cut));
        byte[] answer = DnsPacket.Query("web.default.svc.cluster.local", "A");
        answer[2] |= 0x80;
        Assert.False(DnsQuery.TryRead(answer, new char[255], out _));
    }

    [Fact]
    public void AnythingMayArrive() => Gen.Byte.Array[0, 300].Sample(static bytes =>
    {
        byte[] buffer = new byte[512];
        Answer(bytes, buffer);
    }, iter: 20_000);

    [Fact]
    public void DamagedQueriesDoNoHarm() =>
        Gen.Select(Gen.Int[0, 60], Gen.Byte, Gen.Int[0, 60], Gen.Byte, Gen.Bool)
        .Sample(static (at, value, at2, value2, alias) =>
        {
            string name = alias ? "alias.default.svc.cluster.local" : "_http._tcp.peers.default.svc.cluster.local";
            byte[] query = DnsPacket.Query(name, "SRV", udpSize: 600);
            query[at % query.Length] = value;
            query[at2 % query.Length] = value2;
            byte[] buffer = new byte[512];
            int length = Answer(query, buffer);
            if (length > 0)
                DnsPacket.Read(buffer.AsSpan(0, length));
        }, iter: 20_000);

    [Fact]
    public void NamesSurviveTheWire() =>
        Gen.Char['a', 'z'].Array[1, 63].Select(static chars => new string(chars)).Array[1, 3].Sample(static labels =>
        {
            string name = string.Join('.', labels);
            byte[] wire = new byte[256];
            Assert.True(DnsResponse.TryWriteName(wire, name, out int length));
            Span<char> text = new char[255];
            int position = 0;
            Assert.True(DnsQuery.TryReadName(wire.AsSpan(0, length), ref position, text, out int read));
            Assert.Equal(name, new string(text[..read]));
            Assert.Equal(length, position);
        });

    [Fact]
    public void PointersInACircleEnd()
    {
        byte[] packet = new byte[16];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(12), 0xc00c);
        int position = 12;

        Assert.False(DnsQuery.TryReadName(packet, ref position, new char[255], out _));
    }

    [Fact]
    public void AnAliasOfTheWorldOutsideIsAnsweredWithItsAddress()
    {
        byte[] packet = DnsPacket.Query("db.default.svc.cluster.local", "A", id: 9);
        Assert.True(DnsQuery.TryRead(packet, new char[255], out DnsQuery query));
        byte[] question = DnsAlias.Question(query, "db.example.com")!;
        // What a resolver may say: the owner as a pointer to the question, once through another alias.
        byte[] upstream = [.. question,
            0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 9, 0, 4, 1, (byte)'x', 0xc0, 15,
            1, (byte)'x', 0xc0, 15, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, 192, 0, 2, 9];
        upstream[2] |= 0x80;
        upstream[7] = 2;
        byte[] buffer = new byte[512];

        DnsPacket answer = DnsPacket.Read(buffer.AsSpan(0, DnsAlias.Answer(query, "db.example.com", upstream, buffer)));

        Assert.Equal(9, answer.Id);
        Assert.Equal(
            [
                "db.default.svc.cluster.local CNAME db.example.com",
                "db.example.com CNAME x.example.com",
                "x.example.com A 192.0.2.9",
            ],
            answer.Records.Select(static record => $"{record.Owner} {record.Text}"));
    }

    [Theory]
    [InlineData("web.default.svc.cluster.local", "A")]
    [InlineData("web.default.svc.cluster.local", "AAAA")]
    [InlineData("peers.default.svc.cluster.local", "A")]
    [InlineData("peer-0.peers.default.svc.cluster.local", "A")]
    [InlineData("nope.default.svc.cluster.local", "A")]
    public void CommonAnswersLeaveNoGarbage(string name, string type)
    {
        byte[] packet = DnsPacket.Query(name, type, udpSize: 1232);
        byte[] buffer = new byte[1232];
        char[] text = new char[255];
        void Repeat(int count)
        {
            for (int i = 0; i < count; i++)
            {
                DnsQuery.TryRead(packet, text, out DnsQuery query);
                Zone.Answer(Records, query, buffer, out _, out _);
            }
        }

        Repeat(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(1000);
        long perAnswer = (GC.GetAllocatedBytesForCurrentThread() - before) / 1000;

        Assert.Equal(0, perAnswer);
    }

    [Fact]
    public void ResolversComeFromResolvConf()
    {
        var resolvers = DnsForwarder.ParseResolvers(
            "# x\nsearch a b\nnameserver 10.43.0.10\nnameserver\t192.0.2.53 \nnameserver fd00::53\nnameserver bad\n",
            Cluster.Options.ClusterDns);

        Assert.Equal(["192.0.2.53:53", "[fd00::53]:53"], resolvers.Select(static resolver => resolver.ToString()));
    }

    private static int Answer(byte[] packet, byte[] buffer)
    {
        if (!DnsQuery.TryRead(packet, new char[255], out DnsQuery query))
            return 0;
        Zone.Answer(Records, query, buffer, out int length, out _);
        return length;
    }

    private static string Ask(byte[] packet)
    {
        byte[] buffer = new byte[1232];
        Assert.True(DnsQuery.TryRead(packet, new char[255], out DnsQuery query));
        DnsOutcome outcome = Zone.Answer(Records, query, buffer, out int length, out string? chase);
        if (outcome != DnsOutcome.Answered)
            return outcome == DnsOutcome.Forward ? "forward" : $"chase {chase}";
        DnsPacket answer = DnsPacket.Read(buffer.AsSpan(0, length));
        if (answer.Records.All(static record => record.IsAuthority || record.IsAdditional))
            return answer.Code + (answer.Records.Any(static record => record.IsAuthority) ? " soa" : "");
        return string.Join('|', answer.Records
            .OrderBy(static record => record.IsAdditional).ThenBy(static record => record.Text, StringComparer.Ordinal)
            .Select(static record => (record.IsAdditional ? "+" : "") + record.Text));
    }
}
