using System.Net;
using Kubesharp.Linux.Interfaces;
using Kubesharp.Network.PodNetworks;
using Xunit;

namespace Kubesharp.Tests.Integration.Network;

/// <summary>What the kernel has of routes and tunnels after a node has looked at the others.</summary>
public sealed class PodNetworkTests(NodeNetwork network) : IClassFixture<NodeNetwork>
{
    private Task<string> UntilAsync(string command, Func<string, bool> wanted) =>
        NodeNetwork.EventuallyAsync(() => Task.FromResult(network.Node.Try(command).Output), wanted);

    [Fact]
    public async Task Neighbours_get_routes_and_others_the_tunnel_until_they_leave()
    {
        network.Put("near", "192.168.77.3", "10.42.1.0/24");
        Assert.Equal("10.42.1.0/24 via 192.168.77.3 dev up0", await RouteAsync("10.42.1.0/24", "via 192.168.77.3"));
        Assert.NotEqual(0, network.Node.Try("ip link show kubesharp.1").Code);

        network.Put("far", "192.168.78.3", "10.42.2.0/24");
        Assert.Equal(
            "10.42.2.0/24 via 10.42.2.0 dev kubesharp.1 onlink", await RouteAsync("10.42.2.0/24", "kubesharp.1"));
        Assert.Contains("mtu 1450", network.Node.Run("ip link show kubesharp.1"), StringComparison.Ordinal);
        Assert.Contains(
            "vxlan id 1 local 192.168.77.2", network.Node.Run("ip -d link show kubesharp.1"), StringComparison.Ordinal);
        Assert.Contains(
            "10.42.2.0 lladdr 0a:6b:0a:2a:02:00", network.Node.Run("ip neigh show dev kubesharp.1"),
            StringComparison.Ordinal);
        Assert.Contains(
            "0a:6b:0a:2a:02:00 dst 192.168.78.3", network.Node.Run("bridge fdb show dev kubesharp.1"),
            StringComparison.Ordinal);

        // It has got another address, on our link: the same network, another way.
        network.Put("far", "192.168.77.4", "10.42.2.0/24");
        Assert.Equal("10.42.2.0/24 via 192.168.77.4 dev up0", await RouteAsync("10.42.2.0/24", "via 192.168.77.4"));
        await UntilAsync("ip link show kubesharp.1", static text => text.Contains("does not exist"));
        Assert.NotEqual(0, network.Node.Try("ip link show kubesharp.1").Code);

        foreach (string name in (string[])["near", "far"])
            network.Api.Remove(NodeNetwork.Peer(name, "192.168.77.3", "10.42.1.0/24"));
        Assert.Equal("", (await UntilAsync("ip route show proto 107", static text => text.Length == 0)).Trim());

        async Task<string> RouteAsync(string pods, string wanted) =>
            (await UntilAsync($"ip route show {pods}", text => text.Contains(wanted, StringComparison.Ordinal)))
                .Replace(" proto 107", "", StringComparison.Ordinal).Trim();
    }

    [Fact]
    public async Task What_somebody_took_away_comes_back()
    {
        using TestNamespace alone = new("kernel");
        alone.Run("ip link add a0 type veth peer name a1; ip addr add 192.168.7.1/24 dev a0; ip link set a0 up;"
            + " ip link set a1 up");
        await alone.Handle.RunAsync(() =>
        {
            NodeLink link = NodeLink.Find(IPAddress.Parse("192.168.7.1"))!;
            Assert.Equal(IPNetwork.Parse("192.168.7.0/24"), link.Subnet);
            IPNetwork own = IPNetwork.Parse("10.42.0.0/24");
            RoutePlan plan = RoutePlan.For(
                own, link,
                [
                    new("b", IPAddress.Parse("192.168.7.2"), IPNetwork.Parse("10.42.1.0/24")),
                    new("c", IPAddress.Parse("192.168.8.2"), IPNetwork.Parse("10.42.2.0/24")),
                ],
                IPNetwork.Parse("10.42.0.0/16"), "t0");
            KernelRoutes.Apply(plan, link, RoutePlan.EndOf(own), "t0");
            IReadOnlyList<Route> routes = RouteTable.List(KernelRoutes.Protocol);
            Assert.Equal(2, routes.Count);
            Assert.Equal(plan.Tunnel, InterfaceTable.Vxlan("t0"));
            int index = InterfaceTable.IndexOf("t0")!.Value;

            foreach (Route route in routes)
                RouteTable.Remove(route, KernelRoutes.Protocol);
            NeighbourTable.Arp.Remove(index, Assert.Single(NeighbourTable.Arp.List(index)));
            NeighbourTable.Forwarding.Remove(index, Assert.Single(NeighbourTable.Forwarding.List(index)));
            Assert.Empty(RouteTable.List(KernelRoutes.Protocol));
            KernelRoutes.Apply(plan, link, RoutePlan.EndOf(own), "t0");
            Assert.Equal(routes.ToHashSet(), RouteTable.List(KernelRoutes.Protocol).ToHashSet());
            Assert.Equal(index, InterfaceTable.IndexOf("t0")); // The tunnel itself was as it should be.
            Assert.Single(NeighbourTable.Arp.List(index));

            // The node behind the tunnel has moved: one entry, for its new address.
            RoutePlan moved = plan with
            {
                Tunnelled = new Dictionary<IPNetwork, IPAddress>
                    { [IPNetwork.Parse("10.42.2.0/24")] = IPAddress.Parse("192.168.9.2") },
            };
            KernelRoutes.Apply(moved, link, RoutePlan.EndOf(own), "t0");
            Assert.Equal(
                IPAddress.Parse("192.168.9.2"), Assert.Single(NeighbourTable.Forwarding.List(index)).Address);

            KernelRoutes.Remove("t0");
            Assert.Empty(RouteTable.List(KernelRoutes.Protocol));
            Assert.Null(InterfaceTable.IndexOf("t0"));
        });
    }
}
