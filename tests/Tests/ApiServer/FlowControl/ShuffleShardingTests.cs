using CsCheck;
using Kubesharp.ApiServer.FlowControl;
using Xunit;

namespace Kubesharp.Tests.ApiServer.FlowControl;

public sealed class ShuffleShardingTests
{
    [Fact]
    public void AHandHoldsDifferentQueues() =>
        Gen.Select(Gen.ULong, Gen.Int[1, 128], Gen.Int[1, 12]).Sample(static (hash, queues, size) =>
        {
            int[] hand = new int[Math.Min(size, queues)];
            ShuffleSharding.Deal(hash, queues, hand);
            Assert.Equal(hand.Length, hand.Distinct().Count());
            Assert.All(hand, queue => Assert.InRange(queue, 0, queues - 1));
        });

    [Fact]
    public void FlowsSpreadOverAllQueues()
    {
        int[] dealt = new int[64];
        int[] hand = new int[6];
        for (int user = 0; user < 2_000; user++)
        {
            ShuffleSharding.Deal(ShuffleSharding.Hash("global-default", $"user-{user}"), dealt.Length, hand);
            foreach (int queue in hand)
                dealt[queue]++;
        }
        // 187 on average; no queue is left out or drowned.
        Assert.All(dealt, count => Assert.InRange(count, 100, 300));
    }

    [Fact]
    public void TheBorderBetweenSchemaAndDistinguisherCounts() =>
        Assert.NotEqual(ShuffleSharding.Hash("ab", "c"), ShuffleSharding.Hash("a", "bc"));
}
