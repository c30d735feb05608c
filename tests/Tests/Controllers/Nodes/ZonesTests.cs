using Kubesharp.Controllers;
using Kubesharp.Controllers.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Nodes;

/// <summary>
/// How zones are and how fast their nodes are emptied. A zone is written as its nodes: <c>r</c> ready, <c>n</c> not.
/// </summary>
public sealed class ZonesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("rrr", "Normal")]
    [InlineData("nnr", "Normal")] // two are not much
    [InlineData("nnnr", "PartialDisruption")]
    [InlineData("nnnrrr", "Normal")] // half is less than 55 in a hundred
    [InlineData("nnn", "FullDisruption")]
    [InlineData("n", "FullDisruption")]
    public void A_zone(string nodes, string expected) =>
        Assert.Equal(expected, Of(nodes).StateOf(ZoneName("a")).ToString());

    [Theory]
    [InlineData("nr", true)]
    [InlineData("nnnr", false)] // small and much of it down: nobody goes
    [InlineData("nnn", true)] // the zone itself is gone
    public void The_first_node_goes_at_once_or_not_at_all(string nodes, bool granted) =>
        Assert.Equal(granted, Of(nodes).Take(ZoneName("a"), Now).Granted);

    [Fact]
    public void After_one_node_the_next_waits()
    {
        Zones zones = Of("nnrrr");

        Assert.Equal((true, null), zones.Take(ZoneName("a"), Now));
        Assert.Equal((false, TimeSpan.FromSeconds(10)), zones.Take(ZoneName("a"), Now));
        Assert.Equal((true, null), zones.Take(ZoneName("a"), Now.AddSeconds(10)));
    }

    [Fact]
    public void In_a_large_zone_of_which_much_is_down_it_goes_slowly()
    {
        Zones zones = Of(new string('n', 60) + new string('r', 10));

        Assert.True(zones.Take(ZoneName("a"), Now).Granted);
        Assert.Equal(TimeSpan.FromSeconds(100), zones.Take(ZoneName("a"), Now).Wait);
    }

    [Fact]
    public void When_no_node_anywhere_is_ready_nobody_is_evicted()
    {
        Zones zones = Of("nn");
        zones.Set("other", NodeHealthTests.Of("Ready=True", "other", "b"));
        Assert.False(zones.AllDown);
        zones.Set("other", NodeHealthTests.Of("Ready=Unknown", "other", "b"));
        Assert.True(zones.AllDown);
        zones.Set("other", null);
        zones.Set("node-0", NodeHealthTests.Of("Ready=True", "node-0", "a"));
        Assert.False(zones.AllDown);
    }

    [Fact]
    public void What_zones_are_like_is_counted()
    {
        ControllerMetrics metrics = new();
        Zones zones = new(new NodeLifecycleOptions(), metrics);
        zones.Set("x", NodeHealthTests.Of("Ready=True", "x"));
        zones.Set("y", NodeHealthTests.Of("Ready=False", "y"));
        zones.Take("", Now);

        string text = metrics.Text();

        Assert.Contains("node_collector_zone_size{zone=\"\"} 2\n", text, StringComparison.Ordinal);
        Assert.Contains("node_collector_zone_health{zone=\"\"} 50\n", text, StringComparison.Ordinal);
        Assert.Contains("node_collector_unhealthy_nodes_in_zone{zone=\"\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("node_collector_evictions_total{zone=\"\"} 1\n", text, StringComparison.Ordinal);
    }

    private static Zones Of(string nodes)
    {
        Zones zones = new(new NodeLifecycleOptions(), new ControllerMetrics());
        for (int i = 0; i < nodes.Length; i++)
        {
            string name = $"node-{i}";
            zones.Set(name, NodeHealthTests.Of(nodes[i] == 'r' ? "Ready=True" : "Ready=Unknown", name, "a"));
        }
        return zones;
    }

    private static string ZoneName(string zone) => Zones.Of(NodeHealthTests.Of("", "node", zone));
}
