using Kubesharp.Api;
using Kubesharp.Api.Trees;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Trees;

public sealed class TreeJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[true,false,null,"x"],"c":{}}""")]
    [InlineData("[9223372036854775807,-9223372036854775808,18446744073709551615,1.10,1e400]")]
    [InlineData("""{"text":"<&> é \" \\ \n"}""")]
    public void NothingIsLost(string json) => Assert.Equal(json, TreeJson.Parse(json).ToString());

    [Theory]
    [InlineData("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("1", "1.0", true)]
    [InlineData("1", "\"1\"", false)]
    [InlineData("{\"a\":null}", "{}", false)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    public void EqualityIsByContent(string left, string right, bool equal)
    {
        Tree first = TreeJson.Parse(left), second = TreeJson.Parse(right);
        Assert.Equal(equal, first.Equals(second));
        if (equal)
            Assert.Equal(first.GetHashCode(), second.GetHashCode());
    }

    [Fact]
    public void DuplicatesAreReportedWithTheirPath()
    {
        var report = new DecodeReport();
        Tree tree = TreeJson.Parse("""{"spec":{"containers":[{"name":"a","name":"b"}]},"spec":1}""", report);
        Assert.Equal(["spec.containers[0].name", "spec"], report.DuplicateFields);
        Assert.Equal("""{"spec":1}""", tree.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("[1,]")]
    [InlineData("\"\\ud800\"")]
    public void WhatIsNoJsonIsRefused(string json) =>
        Assert.Throws<DecodeException>(() => TreeJson.Parse(json));

    [Fact]
    public void DepthHasALimit()
    {
        string Nested(int depth) => new string('[', depth) + new string(']', depth);
        Assert.NotNull(TreeJson.Parse(Nested(TreeJson.DepthMax)));
        Assert.Throws<DecodeException>(() => TreeJson.Parse(Nested(TreeJson.DepthMax + 1)));
    }

    [Fact]
    public void ManyMembersAreFoundAndKeepTheirOrder()
    {
        var builder = new TreeObject.Builder();
        for (int i = 0; i < 100; i++)
            builder.Set($"k{i}", (long)i);
        Assert.False(builder.Set("k50", -50L));
        Assert.True(builder.Remove("k0"));
        TreeObject value = builder.Build().With("k100", 100L).Without("k1");
        Assert.Equal(99, value.Count);
        Assert.Equal("k2", value.Members[0].Key);
        Assert.Equal((Tree)(-50L), value["k50"]);
        Assert.Null(value["k1"]);
    }
}
