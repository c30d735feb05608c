using CsCheck;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Patches;
using Kubesharp.Api.Trees;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.Patches;

public sealed class PatchTests
{
    private static readonly Schema PodSchema = ResourceRegistry.Of<Pod>().Codec.Schema;

    private static readonly Gen<Tree> GenTree = Gen.Recursive<Tree>(static (depth, inner) =>
    {
        Gen<Tree> scalar = Gen.OneOf(
            Gen.Int[0, 5].Select(static number => (Tree)(long)number),
            Gen.String[Gen.Char['a', 'c'], 0, 2].Select(static text => (Tree)text),
            Gen.Bool.Select(static value => (Tree)value),
            Gen.Const(Tree.Null));
        if (depth > 3)
            return scalar;
        Gen<Tree> list = inner.Array[0, 3].Select(static items => (Tree)TreeList.Of(items));
        Gen<Tree> members = Gen.Select(Gen.Char['a', 'd'], inner).Array[0, 4].Select(static items =>
        {
            var builder = new TreeObject.Builder();
            foreach ((char key, Tree value) in items)
                builder.Set(key.ToString(), value);
            return (Tree)builder.Build();
        });
        return Gen.OneOf(scalar, list, members);
    });

    [Fact]
    public void MergeOfTheDifferenceGivesTheOther() =>
        Gen.Select(GenTree, GenTree).Sample(static (from, to) =>
        {
            // Null means "remove", so no patch can say null; the law holds for trees without.
            if (HasNull(to) || from is not TreeObject || to is not TreeObject)
                return;
            Assert.Equal(to, MergePatch.Merge(from, MergePatch.Diff(from, to)));
        });

    [Fact]
    public void MergingTwiceIsMergingOnce() =>
        Gen.Select(GenTree, GenTree).Sample(static (target, patch) =>
            Assert.Equal(
                MergePatch.Merge(target, patch), MergePatch.Merge(MergePatch.Merge(target, patch), patch)));

    [Fact]
    public void TreesReadBackAsWritten() =>
        GenTree.Sample(static tree => Assert.Equal(tree, TreeJson.Parse(TreeJson.Write(tree))));

    [Fact]
    public void AReplaceOfTheRootGivesTheValue() =>
        Gen.Select(GenTree, GenTree).Sample(static (target, value) =>
        {
            TreeObject operation = TreeObject.Of(("op", "replace"), ("path", ""), ("value", value));
            Assert.Equal(value, JsonPatch.Apply(target, TreeList.Of(operation)).Tree);
        });

    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2,3]}""")]
    [InlineData("""{"a":[1]}""", """[{"op":"add","path":"/a/-","value":2}]""", """{"a":[1,2]}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"remove","path":"/a/-1"}]""", """{"a":[1]}""")]
    [InlineData(
        """{"a/b":1,"c~d":2}""",
        """[{"op":"remove","path":"/a~1b"},{"op":"replace","path":"/c~0d","value":3}]""",
        """{"c~d":3}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"move","from":"/a/b","path":"/c"}]""", """{"a":{},"c":1}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"copy","from":"/a","path":"/c"}]""", """{"a":{"b":1},"c":{"b":1}}""")]
    [InlineData(
        """{"a":{"b":1}}""",
        """[{"op":"test","path":"/a/b","value":1},{"op":"test","path":"/x","value":null}]""",
        """{"a":{"b":1}}""")]
    public void JsonPatchApplies(string target, string patch, string expected) =>
        Assert.Equal(TreeJson.Parse(expected), JsonPatch.Apply(TreeJson.Parse(target), TreeJson.Parse(patch)).Tree);

    [Theory]
    [InlineData(
        """[{"op":"test","path":"/a","value":2}]""",
        PatchFailure.Unprocessable,
        "testing value /a failed: test failed")]
    [InlineData(
        """[{"op":"remove","path":"/x"}]""",
        PatchFailure.Unprocessable,
        "remove operation does not apply: unable to remove nonexistent key: x: missing value")]
    [InlineData(
        """[{"op":"replace","path":"/x/y","value":1}]""",
        PatchFailure.Unprocessable,
        "replace operation does not apply: doc is missing path: \"/x/y\": missing value")]
    [InlineData("""[{"op":"frob","path":"/a"}]""", PatchFailure.Malformed, "Unexpected kind: frob")]
    public void JsonPatchSaysWhyNot(string patch, PatchFailure failure, string error)
    {
        PatchResult result = JsonPatch.Apply(TreeJson.Parse("""{"a":1}"""), TreeJson.Parse(patch));
        Assert.Equal((failure, error), (result.Failure, result.Error));
    }

    [Fact]
    public void JsonPatchHasALimit()
    {
        Tree operation = TreeJson.Parse("""{"op":"test","path":"/a","value":1}""");
        var many = new List<Tree>();
        for (int i = 0; i <= JsonPatch.OperationsMax; i++)
            many.Add(operation);
        PatchResult result = JsonPatch.Apply(TreeJson.Parse("""{"a":1}"""), TreeList.Of(many));
        Assert.Equal(PatchFailure.TooLarge, result.Failure);
        Assert.Equal("The allowed maximum operations in a JSON patch is 10000, got 10001", result.Error);
    }

    [Theory]
    // Elements with the same merge key merge; new ones are added, in front of those that the patch does not name.
    [InlineData(
        """{"spec":{"containers":[{"name":"a","image":"x"},{"name":"b","image":"y"}]}}""",
        """{"spec":{"containers":[{"name":"a","image":"z"},{"name":"c","image":"w"}]}}""",
        """{"spec":{"containers":[{"name":"a","image":"z"},{"name":"c","image":"w"},{"name":"b","image":"y"}]}}""")]
    // Lists without a strategy are replaced.
    [InlineData(
        """{"spec":{"containers":[{"name":"a","args":["1"]}],"tolerations":[{"key":"k"}]}}""",
        """{"spec":{"containers":[{"name":"a","args":["2"]}],"tolerations":[]}}""",
        """{"spec":{"containers":[{"name":"a","args":["2"]}],"tolerations":[]}}""")]
    // An element can be deleted, a list replaced.
    [InlineData(
        """{"spec":{"containers":[{"name":"a"},{"name":"b"}],"volumes":[{"name":"v"}]}}""",
        """{"spec":{"containers":[{"name":"a","$patch":"delete"}],"volumes":[{"$patch":"replace"},{"name":"w"}]}}""",
        """{"spec":{"containers":[{"name":"b"}],"volumes":[{"name":"w"}]}}""")]
    // Null removes, also in what is merged.
    [InlineData(
        """{"metadata":{"labels":{"a":"1","b":"2"}},"spec":{"nodeName":"n"}}""",
        """{"metadata":{"labels":{"a":null,"c":null}},"spec":{"nodeName":null}}""",
        """{"metadata":{"labels":{"b":"2"}},"spec":{}}""")]
    // Values of lists without keys are deleted by a directive, and added by merging.
    [InlineData(
        """{"metadata":{"finalizers":["a","b"]}}""",
        """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["c"]}}""",
        """{"metadata":{"finalizers":["c","b"]}}""")]
    // The order of the elements can be set; one that it does not name keeps its place before those behind it.
    [InlineData(
        """{"spec":{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]}}""",
        """{"spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"a"}],"""
        + """ "containers":[{"name":"c","image":"x"}]}}""",
        """{"spec":{"containers":[{"name":"b"},{"name":"c","image":"x"},{"name":"a"}]}}""")]
    // A volume's source changes kind: what is not retained goes.
    [InlineData(
        """{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""",
        """{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/x"},"$retainKeys":["name","hostPath"]}]}}""",
        """{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}}""")]
    // A map is replaced as a whole.
    [InlineData(
        """{"metadata":{"labels":{"a":"1"}}}""",
        """{"metadata":{"labels":{"$patch":"replace","b":"2"}}}""",
        """{"metadata":{"labels":{"b":"2"}}}""")]
    public void StrategicMergeApplies(string target, string patch, string expected) =>
        Assert.Equal(
            TreeJson.Parse(expected),
            StrategicMergePatch.Apply(TreeJson.Parse(target), TreeJson.Parse(patch), PodSchema).Tree);

    [Theory]
    [InlineData(
        """{"spec":{"containers":[{"image":"x"}]}}""", PatchFailure.Unclassified,
        "map: map[image:x] does not contain declared merge key: name")]
    [InlineData(
        """{"spec":{"$patch":"frob"}}""", PatchFailure.Unclassified,
        "unknown patch type: frob in map: map[$patch:frob]")]
    [InlineData(
        """{"spec":{"$retainKeys":["a"],"nodeName":"n"}}""", PatchFailure.Malformed,
        "invalid patch format of retainKeys")]
    [InlineData(
        """{"spec":{"$deleteFromPrimitiveList/x":"y"}}""", PatchFailure.Malformed,
        "invalid patch format of primitive list")]
    [InlineData(
        """{"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"a","image":"x"}]}}""",
        PatchFailure.Unclassified,
        "The order in patch list:\n[map[image:x name:a]]\n doesn't match $setElementOrder list:\n[map[name:b]]\n")]
    public void StrategicMergeSaysWhyNot(string patch, PatchFailure failure, string error)
    {
        Tree target = TreeJson.Parse("""{"spec":{"containers":[{"name":"a"}]}}""");
        PatchResult result = StrategicMergePatch.Apply(target, TreeJson.Parse(patch), PodSchema);
        Assert.Equal((failure, error), (result.Failure, result.Error));
    }

    private static bool HasNull(Tree tree) => tree switch
    {
        TreeNull => true,
        TreeObject members => members.Any(static member => HasNull(member.Value)),
        _ => false,
    };
}
