using CsCheck;
using Kubesharp.Api;
using Kubesharp.Api.Patches;
using Kubesharp.Api.Trees;
using Kubesharp.Tests.Api.Machinery.ManagedFields;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Patches;

/// <summary>A patch of the parts that it names comes to the same as a patch of the whole object.</summary>
public sealed class PatchTargetTests
{
    private static readonly KindCodec[] Codecs =
        [.. ResourceRegistry.All.Select(static resource => resource.Codec)];

    [Fact]
    public void PartsAreAsGoodAsTheWhole()
    {
        int partial = 0;
        Gen.Int.Sample(
            seed =>
            {
                Random random = new(seed);
                KindCodec codec = Codecs[random.Next(Codecs.Length)];
                Tree target = RandomObjects.Of(random, codec.Schema);
                Tree changed = target;
                for (int changes = random.Next(1, 4); changes > 0; changes--)
                    changed = RandomObjects.Changed(random, changed, codec.Schema);
                // What a client computes, or anything at all.
                Tree patch = random.Next(3) > 0
                    ? MergePatch.Diff(target, changed) : RandomObjects.Of(random, codec.Schema);
                if (PatchTarget.Of(TreeJson.Write(target), patch) is not { } parts)
                    return;
                Same(MergePatch.Apply(target, patch), MergePatch.Apply(parts.Tree, patch), parts);
                Same(
                    StrategicMergePatch.Apply(target, patch, codec.Schema),
                    StrategicMergePatch.Apply(parts.Tree, patch, codec.Schema), parts);
                if (target is TreeObject whole && parts.Tree.Count < whole.Count)
                    Interlocked.Increment(ref partial);
            },
            iter: 4_000);
        // Otherwise wholes would have been compared with wholes.
        Assert.InRange(partial, 1_000, 4_000);
    }

    [Theory]
    [InlineData("""{"$patch":"replace","a":1}""")]
    [InlineData("""{"$retainKeys":["a"]}""")]
    [InlineData("[]")]
    [InlineData("1")]
    public void WhatIsAboutTheWholeReadsTheWhole(string patch) =>
        Assert.Null(PatchTarget.Of("""{"a":1,"b":{"c":2}}"""u8.ToArray(), TreeJson.Parse(patch)));

    [Theory]
    [InlineData("""{"b":{"$patch":"replace","x":1}}""", """{"a":1,"b":{"x":1},"q\"":true}""")]
    [InlineData("""{"b":{"c":null,"x":"ü"}}""", """{"a":1,"b":{"d":{"e":[1,2]},"x":"ü"},"q\"":true}""")]
    [InlineData("""{"b":null,"q\"":false,"new":{}}""", """{"a":1,"q\"":false,"new":{}}""")]
    [InlineData("""{"b":3}""", """{"a":1,"b":3,"q\"":true}""")]
    [InlineData("""{}""", """{"a":1,"b":{"c":2,"d":{"e":[1,2]}},"q\"":true}""")]
    public void OtherMembersStayAsTheyAre(string patch, string wanted)
    {
        PatchTarget parts = PatchTarget.Of(
            """{"a":1,"b":{"c":2,"d":{"e":[1,2]}},"q\"":true}"""u8.ToArray(), TreeJson.Parse(patch))!;
        PatchResult result = StrategicMergePatch.Apply(
            parts.Tree, TreeJson.Parse(patch), ResourceRegistry.Of<Kubesharp.Api.Core.Pod>().Codec.Schema);
        Assert.Equal(TreeJson.Parse(wanted), TreeJson.Parse(parts.Write((TreeObject)result.Tree!)));
    }

    private static void Same(PatchResult wanted, PatchResult actual, PatchTarget parts)
    {
        Assert.Equal((wanted.Succeeded, wanted.Error), (actual.Succeeded, actual.Error));
        if (wanted.Succeeded)
            Assert.Equal(wanted.Tree, TreeJson.Parse(parts.Write((TreeObject)actual.Tree!)));
    }
}
