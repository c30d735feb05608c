using CsCheck;
using Kubesharp.Controllers.Jobs;
using Xunit;

namespace Kubesharp.Tests.Controllers.Jobs;

public sealed class IndexSetTests
{
    [Theory]
    [InlineData("", 9, "")]
    [InlineData("0", 9, "0")]
    [InlineData("0,1", 9, "0,1")] // two in a row are no range
    [InlineData("0,1,2", 9, "0-2")]
    [InlineData("1,3-5,7", 9, "1,3-5,7")]
    [InlineData("3-8", 5, "3,4")] // what is beyond the completions does not count
    [InlineData("x,4,5-", 9, "4")]
    public void Reads_and_writes_the_form_of_the_status(string text, int limit, string expected) =>
        Assert.Equal(expected, IndexSet.Parse(text, limit).ToString());

    [Fact]
    public void Is_a_set_of_numbers() => Gen.Int[0, 40].HashSet[0, 30].Select(Gen.Int[0, 40].HashSet[0, 30])
        .Sample((one, other) =>
        {
            IndexSet left = IndexSet.Empty.With(one), right = IndexSet.Empty.With(other);
            Assert.Equal(one.Count, left.Count);
            Assert.All(Enumerable.Range(0, 42), index => Assert.Equal(one.Contains(index), left.Contains(index)));
            Assert.Equal(one.Intersect(other).Count(), left.CountCommon(right));
            Assert.Equal(one.Union(other).Count(), left.With(right).Count);
            Assert.Equal(Enumerable.Range(0, 41).Except(one), left.Missing(41));
            Assert.Equal(left.ToString(), IndexSet.Parse(left.ToString(), 100).ToString());
        });
}
