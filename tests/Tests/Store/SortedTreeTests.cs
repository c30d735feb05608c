using CsCheck;
using Kubesharp.Store;
using Xunit;

namespace Kubesharp.Tests.Store;

public sealed class SortedTreeTests
{
    private static readonly Gen<(int Kind, int Key)> Step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 2000]);

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Random_changes_match_a_sorted_dictionary(int inserts) =>
        Step.Array[0, 4000].Sample(
            steps =>
            {
                SortedDictionary<string, int> model = new(StringComparer.Ordinal);
                SortedTree<int>.Builder builder = SortedTree<int>.Empty.ToBuilder();
                List<(SortedTree<int> Tree, KeyValuePair<string, int>[] Expected)> snapshots = [];
                for (int i = 0; i < steps.Length; i++)
                {
                    string key = $"/{steps[i].Key}";
                    if (steps[i].Kind < inserts)
                    {
                        model[key] = i;
                        builder.Set(key, i);
                    }
                    else
                    {
                        Assert.Equal(model.Remove(key), builder.Remove(key));
                    }
                    if (i % 500 == 0)
                        snapshots.Add((builder.ToTree(), [.. model]));
                }
                snapshots.Add((builder.ToTree(), [.. model]));
                foreach ((SortedTree<int> tree, KeyValuePair<string, int>[] expected) in snapshots)
                    Check(tree, expected);
            },
            iter: 30);

    [Fact]
    public void Rising_and_falling_keys_fill_and_empty_the_tree()
    {
        SortedTree<int>.Builder builder = SortedTree<int>.Empty.ToBuilder();
        for (int i = 0; i < 20_000; i++)
            builder.Set($"{i:d6}", i);
        SortedTree<int> full = builder.ToTree();
        for (int i = 0; i < 20_000; i++)
            Assert.True(builder.Remove($"{i:d6}"));
        Assert.Equal(0, builder.ToTree().Count);
        Check(full, [.. Enumerable.Range(0, 20_000).Select(i => KeyValuePair.Create($"{i:d6}", i))]);
        for (int i = 20_000; i > 0; i--)
            builder.Set($"{i:d6}", i);
        Check(builder.ToTree(), [.. Enumerable.Range(1, 20_000).Select(i => KeyValuePair.Create($"{i:d6}", i))]);
    }

    private static void Check(SortedTree<int> tree, KeyValuePair<string, int>[] expected)
    {
        Assert.Equal(expected.Length, tree.Count);
        Assert.Equal(expected, Entries(tree.Scan("")));
        Assert.False(tree.TryGetValue("/none", out _));
        foreach ((string key, int value) in expected.Take(200))
        {
            Assert.True(tree.TryGetValue(key, out int found));
            Assert.Equal(value, found);
        }
        foreach (string start in (string[])["", "/1", "/15", "/9", "/zzz", "010", "5"])
        {
            string[] prefixed = [.. expected.Select(entry => entry.Key)
                .Where(key => key.StartsWith(start, StringComparison.Ordinal))];
            Assert.Equal(prefixed, Entries(tree.Scan(start)).Select(entry => entry.Key));
            Assert.Equal(prefixed.Length, tree.CountPrefix(start));
            Assert.Equal(
                expected.Count(entry => string.CompareOrdinal(entry.Key, start) < 0), tree.CountBelow(start));
            Assert.Equal(
                expected.Select(entry => entry.Key).Where(key => string.CompareOrdinal(key, start) >= 0),
                Entries(tree.Scan("", start)).Select(entry => entry.Key));
        }
    }

    private static List<KeyValuePair<string, int>> Entries(SortedTreeScan<int> scan)
    {
        List<KeyValuePair<string, int>> entries = [];
        foreach (KeyValuePair<string, int> entry in scan)
            entries.Add(entry);
        return entries;
    }
}
