using System.Net;
using Kubesharp.Controllers.NodeIpam;
using Xunit;

namespace Kubesharp.Tests.Controllers.NodeIpam;

public sealed class NodeNetworksTests
{
    [Theory]
    // network, length of a part, taken, from where on: the part, or nothing
    [InlineData("10.42.0.0/16", 24, "", 0, "10.42.0.0/24")]
    [InlineData("10.42.0.0/16", 24, "10.42.0.0/24 10.42.1.0/24", 0, "10.42.2.0/24")]
    [InlineData("10.42.0.0/16", 24, "10.42.0.0/23", 0, "10.42.2.0/24")] // a larger one takes several
    [InlineData("10.42.0.0/16", 24, "10.42.0.128/25", 0, "10.42.1.0/24")] // a smaller one takes the whole part
    [InlineData("10.42.0.0/16", 24, "", 5, "10.42.5.0/24")]
    [InlineData("10.42.0.0/23", 24, "10.42.1.0/24", 1, "10.42.0.0/24")] // once around
    [InlineData("10.42.0.0/23", 24, "10.42.0.0/24 10.42.1.0/24", 0, "")]
    [InlineData("10.42.0.0/16", 24, "10.43.0.0/16 fd00::/64", 0, "10.42.0.0/24")] // of somebody else
    [InlineData("10.42.0.0/16", 24, "10.0.0.0/8", 0, "")]
    [InlineData("fd42::/48", 64, "fd42::/64", 0, "fd42:0:0:1::/64")]
    [InlineData("fd42::/64", 64, "", 0, "fd42::/64")]
    [InlineData("255.255.255.0/24", 26, "255.255.255.0/25", 0, "255.255.255.128/26")] // the end of all addresses
    public void The_next_free_part(string network, int length, string taken, int from, string expected)
    {
        NodeNetworks networks = new(IPNetwork.Parse(network), length);

        int? index = networks.Free(taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPNetwork.Parse),
            from);

        Assert.Equal(expected, index is { } free ? networks.At(free).ToString() : "");
    }

    [Theory]
    [InlineData("10.42.0.0/16", 24, 64, "")]
    [InlineData("10.42.0.0/16,fd42::/48", 24, 64, "")]
    [InlineData("10.42.0.0/16", 15, 64,
        "node-cidr-mask-size-ipv4: 15 is not from 16 to 32, for cluster-cidr 10.42.0.0/16")]
    [InlineData("10.0.0.0/8", 25, 64,
        "node-cidr-mask-size-ipv4: 25 is not from 8 to 24, for cluster-cidr 10.0.0.0/8")]
    [InlineData("fd42::/32", 24, 64, "node-cidr-mask-size-ipv6: 64 is not from 32 to 48, for cluster-cidr fd42::/32")]
    [InlineData("10.42.0.0/16,10.44.0.0/16", 24, 64,
        "cluster-cidr: 10.42.0.0/16,10.44.0.0/16 is not one network, nor one of each family")]
    public void Sizes_have_limits(string cluster, int narrow, int wide, string expected)
    {
        NodeNetworkOptions options = new()
        {
            Cluster = [.. cluster.Split(',').Select(IPNetwork.Parse)], MaskSizeIPv4 = narrow, MaskSizeIPv6 = wide,
        };

        Assert.Equal(expected, string.Join("; ", options.Problems()));
    }
}
