using Kubesharp.ApiServer.WatchCache;
using Kubesharp.Store;
using Xunit;

namespace Kubesharp.Tests.ApiServer.WatchCache;

/// <summary>
/// The kept objects of a label are those that reading through all finds, whatever happened in between.
/// </summary>
public sealed class LabelSelectionsTests
{
    private const int Keys = 400;

    // A ring of 65,536 holds all changes; one of 8 loses most, so that the selection is made anew.
    [Theory]
    [InlineData(65_536)]
    [InlineData(8)]
    public async Task SelectedObjectsAreThoseWithTheLabel(int ringMax)
    {
        await using CacheFixture fixture = new(options => options with
        {
            EventsMin = 8,
            EventsMax = ringMax,
            LabelsOf = static item => new Dictionary<string, string> { ["letter"] = item.Text[..1] },
        });
        Random random = new(17);
        for (int key = 0; key < Keys; key++)
            await fixture.PutAsync($"ns{key % 3}/{key:d3}", Text(random));
        Assert.Null(fixture.Cache.Select("letter", "a", await fixture.NewestAsync()));
        for (int round = 0; round < 60; round++)
        {
            for (int change = random.Next(12); change > 0; change--)
            {
                int key = random.Next(Keys);
                if (random.Next(4) == 0)
                    await fixture.DeleteAsync($"ns{key % 3}/{key:d3}");
                else
                    await fixture.PutAsync($"ns{key % 3}/{key:d3}", Text(random));
            }
            CacheSnapshot<Item> snapshot = await fixture.NewestAsync();
            SortedTree<Item>? selected = fixture.Cache.Select("letter", "a", snapshot);
            Assert.NotNull(selected);
            Assert.Equal(Read(snapshot.Scan("")).Where(static text => text[0] == 'a'), Read(selected.Scan("")));
        }
    }

    [Fact]
    public async Task AnOlderSnapshotIsReadThrough()
    {
        await using CacheFixture fixture = new(static options => options with
        {
            LabelsOf = static item => new Dictionary<string, string> { ["letter"] = item.Text[..1] },
        });
        for (int key = 0; key < Keys; key++)
            await fixture.PutAsync($"{key:d3}", "a");
        CacheSnapshot<Item> old = await fixture.NewestAsync();
        Assert.Null(fixture.Cache.Select("letter", "a", old));
        await fixture.PutAsync("000", "b");
        Assert.Equal(Keys - 1, fixture.Cache.Select("letter", "a", await fixture.NewestAsync())!.Count);
        Assert.Null(fixture.Cache.Select("letter", "a", old));
    }

    private static string Text(Random random) => $"{(char)('a' + random.Next(3))}{random.Next(1000)}";

    private static List<string> Read(SortedTreeScan<Item> scan)
    {
        List<string> texts = [];
        foreach ((_, Item item) in scan)
            texts.Add(item.Text);
        return texts;
    }
}
