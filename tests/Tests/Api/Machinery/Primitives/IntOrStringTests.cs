using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Primitives;

public sealed class IntOrStringTests
{
    [Theory]
    [InlineData("25%", 10, true, 3)]
    [InlineData("25%", 10, false, 2)]
    [InlineData("0%", 10, true, 0)]
    [InlineData("100%", 7, false, 7)]
    [InlineData("5", 10, false, 5)]
    public void Scales(string text, int total, bool roundUp, int expected) =>
        Assert.Equal(expected, IntOrString.Parse(text).Scale(total, roundUp));

    [Fact]
    public void ATextThatIsNoPercentageIsRefused() =>
        Assert.Throws<FormatException>(static () => new IntOrString("http").Scale(10, roundUp: true));

    [Fact]
    public void NumberAndTextDiffer()
    {
        Assert.NotEqual(new IntOrString(80), new IntOrString("80"));
        Assert.Equal(new IntOrString(0), default);
        Assert.Equal("80", new IntOrString(80).ToString());
    }
}
