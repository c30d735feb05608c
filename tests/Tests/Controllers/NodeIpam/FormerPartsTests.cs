using System.Net;
using Kubesharp.Controllers.NodeIpam;
using Xunit;

namespace Kubesharp.Tests.Controllers.NodeIpam;

public sealed class FormerPartsTests
{
    [Fact]
    public void A_part_is_remembered_for_the_last_node_that_had_it()
    {
        FormerParts former = new();
        former.Note("a", 0);
        former.Note("b", 1);
        former.Note("b", 1);
        Assert.Equal(0, former.Of("a"));
        Assert.Equal(1, former.Of("b"));

        former.Note("c", 0); // It went to somebody else.
        Assert.Null(former.Of("a"));
        former.Note("c", 2); // Who has another one now.
        Assert.Equal(2, former.Of("c"));
        former.Note("d", 0);
        Assert.Equal(2, former.Of("c"));
        Assert.Null(former.Of("x"));
    }

    [Theory]
    [InlineData("10.42.1.0/24", false)]
    [InlineData("10.42.0.0/16", false)]
    [InlineData("10.42.2.0/24", true)]
    [InlineData("10.43.0.0/16", true)]
    [InlineData("fd42::/64", true)]
    public void A_part_is_free_when_nothing_touches_it(string taken, bool free) => Assert.Equal(
        free, new NodeNetworks(IPNetwork.Parse("10.42.0.0/16"), 24).IsFree([IPNetwork.Parse(taken)], 1));
}
