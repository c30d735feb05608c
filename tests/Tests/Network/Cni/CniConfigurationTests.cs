using System.Net;
using System.Text.Json;
using Kubesharp.Network;
using Kubesharp.Network.Cni;
using Xunit;

namespace Kubesharp.Tests.Network.Cni;

public sealed class CniConfigurationTests
{
    [Fact]
    public void HasTheNodesBridgeAndRange()
    {
        IPNetwork pods = IPNetwork.Parse("10.42.3.0/24");

        JsonElement root = JsonDocument.Parse(CniConfiguration.Text(Cluster.Options, pods, 1450)).RootElement;

        JsonElement bridge = root.GetProperty("plugins")[0];
        Assert.Equal("0.4.0", root.GetProperty("cniVersion").GetString());
        Assert.Equal("kubesharp0", bridge.GetProperty("bridge").GetString());
        Assert.True(bridge.GetProperty("hairpinMode").GetBoolean());
        JsonElement range = bridge.GetProperty("ipam").GetProperty("ranges")[0][0];
        Assert.Equal("10.42.3.0/24", range.GetProperty("subnet").GetString());
        Assert.Equal("10.42.3.1", NetworkOptions.GatewayOf(pods).ToString());
        Assert.Equal(1450, bridge.GetProperty("mtu").GetInt32());
        Assert.Equal("portmap", root.GetProperty("plugins")[1].GetProperty("type").GetString());
    }

    [Fact]
    public void EveryViolationIsTold()
    {
        NetworkOptions options = Cluster.Options with
        {
            NodeName = "",
            Bridge = "a-name-that-is-too-long",
            Table = "1 x",
            ServiceCidr = Cluster.Options.ClusterCidr,
        };

        Assert.Equal(5, options.Validate().Count); // The fifth: the DNS address is outside the Service range.
        Assert.Empty(Cluster.Options.Validate());
    }
}
