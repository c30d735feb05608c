using Kubesharp.Api.Core;
using Kubesharp.Network.Proxy.Nftables;
using Kubesharp.Network.Services;
using Xunit;
using static Kubesharp.Tests.Network.Cluster;

namespace Kubesharp.Tests.Network.Proxy.Nftables;

public sealed class RulesetTextTests
{
    private static Ruleset Rules(ServiceMap map) => Ruleset.For(States(map), Cluster.Options);

    private static string Change(ServiceMap before, ServiceMap after) =>
        RulesetText.Change(Rules(before), Rules(after), Cluster.Options);

    private static string Lines(params string[] lines) => string.Join('\n', lines) + "\n";

    [Fact]
    public void AServiceComes()
    {
        ServiceMap map = Map(Service("web", "10.43.0.5", Port(80, nodePort: 30080)),
            Slice("web", "", 8080, Ready("10.42.0.7"), Ready("10.42.1.9", "n1")));

        Assert.Equal(Lines(
            "add chain ip kubesharp all-default/web/tcp/80",
            "add chain ip kubesharp external-default/web/tcp/80",
            "add rule ip kubesharp all-default/web/tcp/80 meta l4proto tcp dnat ip to numgen random mod 2 map { 0 : 10.42.0.7 . 8080, 1 : 10.42.1.9 . 8080 }",
            "add rule ip kubesharp external-default/web/tcp/80 meta mark set meta mark | 0x4000",
            "add rule ip kubesharp external-default/web/tcp/80 goto all-default/web/tcp/80",
            "add element ip kubesharp hairpin { 10.42.0.7 . 10.42.0.7 }",
            "add element ip kubesharp node-ports { tcp . 30080 : goto external-default/web/tcp/80 }",
            "add element ip kubesharp service-ports { 10.43.0.5 . tcp . 80 : goto all-default/web/tcp/80 }"),
            Change(ServiceMap.Empty, map));
    }

    [Fact]
    public void AnEndpointGoes()
    {
        Service web = Service("web", "10.43.0.5", Port(80));
        ServiceMap before = Map(web, Slice("web", "", 8080, Ready("10.42.0.7"), Ready("10.42.0.8")));
        ServiceMap after = Map(web, Slice("web", "", 8080, Ready("10.42.0.7"), Terminating("10.42.0.8")));

        Assert.Equal(Lines(
            "flush chain ip kubesharp all-default/web/tcp/80",
            "delete element ip kubesharp hairpin { 10.42.0.8 . 10.42.0.8 }",
            "add rule ip kubesharp all-default/web/tcp/80 meta l4proto tcp dnat to 10.42.0.7:8080"),
            Change(before, after));
    }

    [Fact]
    public void TheLastEndpointGoes()
    {
        Service web = Service("web", "10.43.0.5", Port(80));

        // What has no entry in the map is refused by the rule for the whole Service range.
        Assert.Equal(Lines(
            "flush chain ip kubesharp all-default/web/tcp/80",
            "delete element ip kubesharp hairpin { 10.42.0.7 . 10.42.0.7 }",
            "delete element ip kubesharp service-ports { 10.43.0.5 . tcp . 80 }",
            "delete chain ip kubesharp all-default/web/tcp/80"),
            Change(Map(web, Slice("web", "", 8080, Ready("10.42.0.7"))), Map(web)));
    }

    [Fact]
    public void AnAddressChangesItsService()
    {
        ServiceMap before = Map(Service("a", "10.43.0.5", Port(80)), Slice("a", "", 8080, Ready("10.42.1.7", "n1")));
        ServiceMap after = Map(Service("b", "10.43.0.5", Port(80)), Slice("b", "", 8080, Ready("10.42.1.7", "n1")));

        Assert.Equal(Lines(
            "add chain ip kubesharp all-default/b/tcp/80",
            "flush chain ip kubesharp all-default/a/tcp/80",
            "delete element ip kubesharp service-ports { 10.43.0.5 . tcp . 80 }",
            "add rule ip kubesharp all-default/b/tcp/80 meta l4proto tcp dnat to 10.42.1.7:8080",
            "add element ip kubesharp service-ports { 10.43.0.5 . tcp . 80 : goto all-default/b/tcp/80 }",
            "delete chain ip kubesharp all-default/a/tcp/80"),
            Change(before, after));
    }

    [Fact]
    public void AffinityAndLocalPolicy()
    {
        Service web = Service("web", "10.43.0.5", Port(53, protocol: "UDP", nodePort: 30053));
        web = web with
        {
            Spec = web.Spec with
            {
                SessionAffinity = "ClientIP",
                SessionAffinityConfig = new() { ClientIP = new ClientIPConfig { TimeoutSeconds = 60 } },
                ExternalTrafficPolicy = "Local",
                ExternalIPs = ["198.51.100.7"],
            },
        };
        var slice = Slice("web", "", 53, Ready("10.42.1.7", "n1"));
        slice = slice with { Ports = [slice.Ports[0] with { Protocol = "UDP" }] };

        Assert.Equal(Lines(
            "add set ip kubesharp affinity-60s-default/web/udp/53/10.42.1.7/53 { type ipv4_addr; flags dynamic,timeout; timeout 60s; }",
            "add chain ip kubesharp all-default/web/udp/53",
            "add chain ip kubesharp endpoint-default/web/udp/53/10.42.1.7/53",
            "add chain ip kubesharp external-default/web/udp/53",
            "add rule ip kubesharp all-default/web/udp/53 ip saddr @affinity-60s-default/web/udp/53/10.42.1.7/53 goto endpoint-default/web/udp/53/10.42.1.7/53",
            "add rule ip kubesharp all-default/web/udp/53 numgen random mod 1 vmap { 0 : goto endpoint-default/web/udp/53/10.42.1.7/53 }",
            "add rule ip kubesharp endpoint-default/web/udp/53/10.42.1.7/53 update @affinity-60s-default/web/udp/53/10.42.1.7/53 { ip saddr }",
            "add rule ip kubesharp endpoint-default/web/udp/53/10.42.1.7/53 meta l4proto udp dnat to 10.42.1.7:53",
            "add rule ip kubesharp external-default/web/udp/53 ip saddr 10.42.0.0/16 goto all-default/web/udp/53",
            "add rule ip kubesharp external-default/web/udp/53 fib saddr type local meta mark set meta mark | 0x4000 goto all-default/web/udp/53",
            "add rule ip kubesharp external-default/web/udp/53 drop",
            "add element ip kubesharp node-ports { udp . 30053 : goto external-default/web/udp/53 }",
            "add element ip kubesharp service-ports { 10.43.0.5 . udp . 53 : goto all-default/web/udp/53, 198.51.100.7 . udp . 53 : goto external-default/web/udp/53 }"),
            Change(ServiceMap.Empty, Map(web, slice)));
    }

    [Fact]
    public void NothingChangesNothing()
    {
        ServiceMap map = Map(Service("web", "10.43.0.5", Port(80)), Slice("web", "", 8080, Ready("10.42.0.7")));

        Assert.Equal("", Change(map, map));
    }

    [Fact]
    public void TheWholeTable()
    {
        string text = RulesetText.Full(Ruleset.Empty, Cluster.Options);

        Assert.StartsWith("table ip kubesharp\ndelete table ip kubesharp\ntable ip kubesharp {\n", text);
        Assert.Contains("ip daddr { 10.42.0.0/16, 224.0.0.0/4 } return\n    ip saddr 10.42.0.0/16 masquerade", text);
        Assert.Contains("ip daddr 10.43.0.0/16 fib daddr type != local reject", text);
        Assert.Contains("ip daddr 10.43.0.10 return", text);
        Assert.Contains("meta mark & 0x4000 == 0x4000 meta mark set meta mark & 0xffffbfff masquerade", text);
        Assert.DoesNotContain("ct status dnat masquerade", text);
        string all = RulesetText.Full(Ruleset.Empty, Cluster.Options, masqueradeAll: true);
        Assert.Contains("ct status dnat masquerade", all);
    }
}
