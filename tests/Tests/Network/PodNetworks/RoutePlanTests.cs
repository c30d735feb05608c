using System.Net;
using Kubesharp.Api.Core;
using Kubesharp.Network.PodNetworks;
using Xunit;

namespace Kubesharp.Tests.Network.PodNetworks;

public sealed class RoutePlanTests
{
    private static readonly IPNetwork Cluster = IPNetwork.Parse("10.42.0.0/16");
    private static readonly IPNetwork Own = IPNetwork.Parse("10.42.0.0/24");
    private static readonly NodeLink Link = new(
        2, IPAddress.Parse("192.168.1.20"), NodeLink.SubnetOf(IPAddress.Parse("192.168.1.20"), 26), 1500);

    private static RoutePlan Plan(params PeerNode[] peers) => RoutePlan.For(Own, Link, peers, Cluster, "kubesharp.1");

    private static PeerNode Peer(string name, string? address, string? pods) => new(
        name, address is null ? null : IPAddress.Parse(address), pods is null ? null : IPNetwork.Parse(pods));

    [Fact]
    public void A_neighbour_is_reached_by_its_address_and_who_is_farther_through_the_tunnel()
    {
        RoutePlan plan = Plan(
            Peer("b", "192.168.1.63", "10.42.1.0/24"), Peer("c", "192.168.1.64", "10.42.2.0/24"));

        Assert.Equal(
            [new(IPNetwork.Parse("10.42.1.0/24"), IPAddress.Parse("192.168.1.63"))], plan.Direct);
        Assert.Equal(
            [new(IPNetwork.Parse("10.42.2.0/24"), IPAddress.Parse("192.168.1.64"))], plan.Tunnelled);
        Assert.Equal(1450, plan.Tunnel!.Mtu);
        Assert.Equal(IPAddress.Parse("192.168.1.20"), plan.Tunnel.Local);
        Assert.Equal("0A6B0A2A0000", plan.Tunnel.Hardware.ToString());
        Assert.Equal("0A6B0A2A0200", RoutePlan.HardwareOf(IPNetwork.Parse("10.42.2.0/24")).ToString());
    }

    [Fact]
    public void Without_anybody_far_away_there_is_no_tunnel() =>
        Assert.Null(Plan(Peer("b", "192.168.1.21", "10.42.1.0/24")).Tunnel);

    [Theory]
    [InlineData(null, "10.42.1.0/24")] // Has told no address yet.
    [InlineData("192.168.1.21", null)] // Was given no network yet.
    [InlineData("192.168.1.21", "10.42.0.0/24")] // Claims ours.
    [InlineData("192.168.1.20", "10.42.1.0/24")] // Has our address.
    [InlineData("192.168.1.21", "0.0.0.0/0")] // Would take all.
    [InlineData("192.168.1.21", "10.0.0.0/8")]
    [InlineData("192.168.1.21", "192.168.7.0/24")] // Not the Pods' network.
    public void No_route_leads_to_a_node_that_says_nothing_useful(string? address, string? pods)
    {
        RoutePlan plan = Plan(Peer("b", address, pods));

        Assert.Empty(plan.Direct);
        Assert.Empty(plan.Tunnelled);
    }

    [Fact]
    public void Of_two_nodes_that_claim_one_network_the_first_by_name_has_it() =>
        Assert.Equal(IPAddress.Parse("192.168.1.22"), Plan(
            Peer("c", "192.168.1.23", "10.42.1.0/24"), Peer("b", "192.168.1.22", "10.42.1.0/24"))
            .Direct[IPNetwork.Parse("10.42.1.0/24")]);

    [Fact]
    public void A_node_counts_by_its_first_addresses_of_the_family()
    {
        PeerNode peer = PeerNode.Of(new()
        {
            Metadata = new() { Name = "b" },
            Spec = new() { PodCIDR = "fd42::/64", PodCIDRs = ["fd42::/64", "10.42.9.0/24"] },
            Status = new()
            {
                Addresses =
                [
                    new() { Type = NodeAddressType.Hostname, Address = "10.0.0.1" },
                    new() { Type = NodeAddressType.InternalIP, Address = "fd00::2" },
                    new() { Type = NodeAddressType.InternalIP, Address = "192.168.1.22" },
                ],
            },
        });

        Assert.Equal(Peer("b", "192.168.1.22", "10.42.9.0/24"), peer);
    }

    [Theory]
    [InlineData("192.168.1.77", 24, "192.168.1.0/24")]
    [InlineData("192.168.1.77", 26, "192.168.1.64/26")]
    [InlineData("192.168.1.77", 32, "192.168.1.77/32")]
    [InlineData("192.168.1.77", 0, "0.0.0.0/0")]
    public void A_subnet_is_the_address_without_the_bits_of_the_host(string address, int length, string subnet) =>
        Assert.Equal(IPNetwork.Parse(subnet), NodeLink.SubnetOf(IPAddress.Parse(address), length));
}
