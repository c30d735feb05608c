using Kubesharp.Api.Printing;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Printing;

public sealed class HumanDurationTests
{
    [Theory]
    [InlineData(-5, "<invalid>")]
    [InlineData(0, "0s")]
    [InlineData(5, "5s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(123, "2m3s")]
    [InlineData(600, "10m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData((3 * 3600) + 120, "3h2m")]
    [InlineData(8 * 3600, "8h")]
    [InlineData(48 * 3600, "2d")]
    [InlineData((4 * 86400) + (3 * 3600), "4d3h")]
    [InlineData(30 * 86400, "30d")]
    [InlineData(800L * 86400, "2y70d")]
    public void ShowsTwoUnitsAtMost(long seconds, string expected) =>
        Assert.Equal(expected, HumanDuration.Format(TimeSpan.FromSeconds(seconds)));
}
