using System.Net;
using Kubesharp.ApiServer.Allocation;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Allocation;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("10.96.0.0/12", "10.96.0.1", 256)]
    [InlineData("10.96.0.0/24", "10.96.0.1", 16)]
    [InlineData("10.96.0.0/20", "10.96.0.1", 256)]
    [InlineData("10.96.0.0/28", "10.96.0.1", 0)]
    public void TheLowerBandIsForThoseWhoAskByName(string network, string first, int band)
    {
        AddressRange range = AddressRange.Parse(network)!;
        Assert.Equal((first, band), (range.First, range.Band));
    }

    [Fact]
    public void NeitherTheNetworkNorTheBroadcastAddressBelongsToIt()
    {
        AddressRange range = AddressRange.Parse("10.96.0.0/30")!;
        Assert.Equal(
            (false, true, true, false),
            (range.Contains(IPAddress.Parse("10.96.0.0")), range.Contains(IPAddress.Parse("10.96.0.1")),
                range.Contains(IPAddress.Parse("10.96.0.2")), range.Contains(IPAddress.Parse("10.96.0.3"))));
    }
}
