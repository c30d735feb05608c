using CsCheck;
using Kubesharp.ApiServer.FlowControl;
using Xunit;

namespace Kubesharp.Tests.ApiServer.FlowControl;

public sealed class SeatAllocationTests
{
    // nominal, min, max, wanted of three levels; the total; what they get.
    [Theory]
    [InlineData("10,5,30,0 10,5,30,0 10,5,30,0", 30, "10 10 10")] // nobody wants anything: the nominal shares
    [InlineData("10,5,30,30 10,5,30,0 10,5,30,0", 30, "20 5 5")] // one wants all: the others keep what they cannot lend
    [InlineData("10,10,30,30 10,10,30,0 10,10,30,0", 30, "10 10 10")] // nothing can be lent
    [InlineData("10,5,30,30 10,5,30,30 10,5,30,0", 30, "12 12 5")] // two want all: equal shares, equal seats
    [InlineData("20,0,30,30 10,0,30,30 0,0,0,0", 30, "20 10 0")] // in proportion to the shares
    [InlineData("10,5,12,30 10,5,30,6 10,5,30,6", 30, "12 9 9")] // a limit on what may be borrowed
    public void SeatsGoWhereTheyAreWanted(string levels, int total, string expected)
    {
        SeatDemand[] demands = [.. levels.Split(' ').Select(static level =>
        {
            int[] numbers = [.. level.Split(',').Select(int.Parse)];
            return new SeatDemand(numbers[0], numbers[1], numbers[2], numbers[3]);
        })];
        Assert.Equal(expected, string.Join(' ', SeatAllocation.Share(demands, total)));
    }

    [Fact]
    public void NobodyFallsBelowItsMinimumOrAboveItsMaximum()
    {
        Gen<SeatDemand> level = Gen.Select(Gen.Int[0, 50], Gen.Int[0, 100], Gen.Int[0, 200])
            .Select(static (min, more, wanted) => new SeatDemand(min + (more / 2), min, min + more, wanted));
        level.Array[1, 10].Sample(static levels =>
        {
            int total = levels.Sum(static one => one.Nominal) + levels.Length;
            int[] shares = SeatAllocation.Share(levels, total);
            Assert.True(shares.Sum() <= total, "more seats than there are");
            for (int index = 0; index < levels.Length; index++)
                Assert.InRange(shares[index], levels[index].Min, levels[index].Max);
        }, iter: 2_000);
    }

    [Theory]
    [InlineData(600, 20, 245, 49)]
    [InlineData(600, 5, 245, 13)]
    [InlineData(10, 1, 1000, 1)]
    public void NominalSharesAreRoundedUp(int total, int shares, int all, int expected) =>
        Assert.Equal(expected, SeatAllocation.Nominal(total, shares, all));
}
