using System.Text;
using Kubesharp.ApiServer.Objects;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Objects;

public sealed class PodNodeTests
{
    [Theory]
    [InlineData("""{"kind":"Pod","metadata":{"name":"a"},"spec":{"nodeName":"n1","containers":[]}}""", "n1")]
    [InlineData("""{"kind":"Pod","metadata":{"annotations":{"nodeName":"x"}},"spec":{"containers":[]}}""", "")]
    [InlineData(
        """{"spec":{"nodeSelector":{"nodeName":"x"},"containers":[{"nodeName":"y"}],"nodeName":"n2"}}""", "n2")]
    [InlineData("""{"spec":{"containers":[]},"status":{"nodeName":"x"}}""", "")]
    [InlineData("""{"metadata":{"name":"a"}}""", "")]
    public void TheNodeIsTheSpecsAndNobodyElses(string json, string expected) =>
        Assert.Equal(expected, PodNode.NameIn(Encoding.UTF8.GetBytes(json)));
}
