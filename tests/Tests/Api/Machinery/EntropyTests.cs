using Kubesharp.Api;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery;

public sealed class EntropyTests
{
    // Six standard deviations of a fair draw: fails once in hundreds of millions of runs.
    private const int Draws = 60_000, Faces = 6, Apart = 6 * 92;

    [Fact]
    public void EveryNumberBelowTheLimitIsAsLikely()
    {
        int[] counts = new int[Faces];
        for (int i = 0; i < Draws; i++)
            counts[Entropy.System.Next(Faces)]++;
        Assert.All(counts, static count => Assert.InRange(count, Draws / Faces - Apart, Draws / Faces + Apart));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(5000)]
    public void EveryByteIsDrawnAnew(int length)
    {
        byte[] first = new byte[length], next = new byte[length];
        bool[] changed = new bool[length];
        Entropy.System.Fill(first);
        // A byte that stays the same by chance does not do so 32 times.
        for (int draw = 0; draw < 32; draw++)
        {
            Entropy.System.Fill(next);
            for (int i = 0; i < length; i++)
                changed[i] |= next[i] != first[i];
        }
        Assert.DoesNotContain(false, changed);
    }

    [Fact]
    public void UidsAreDistinctOnManyThreads()
    {
        string[][] made = new string[8][];
        Parallel.For(0, made.Length, i =>
            made[i] = [.. Enumerable.Range(0, 2_000).Select(static _ => Entropy.System.NewUid())]);
        string[] all = [.. made.SelectMany(static uids => uids)];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.All(all, static uid => Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", uid));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NothingIsBelowZero(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Entropy.System.Next(limit));
}
