using CsCheck;
using Kubesharp.Api;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Trees;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.ManagedFields;

using Schemas = Kubesharp.Api.Schemas;

/// <summary>What holds of apply whatever is applied.</summary>
public sealed class ApplyLawsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly Schema Shape = new(SchemaKind.Object, "test", static () =>
    [
        new("name", 0, Schemas.String), new("set", 0, Schemas.SetList(Schemas.Int32)),
        new("list", 0, Schemas.MapList(
            new(SchemaKind.Object, "element", static () =>
            [
                new("name", 0, Schemas.String), new("a", 0, Schemas.Int32), new("b", 0, Schemas.Int32),
            ]), ["name"])),
        new("map", 0, Schemas.Map(Schemas.String)), new("atomic", 0, Schemas.List(Schemas.Int32)),
    ]);

    private static readonly Gen<Tree> GenNumber = Gen.Int[0, 5].Select(static number => (Tree)(long)number);
    private static readonly Gen<string> GenName = Gen.Char['a', 'e'].Select(static letter => letter.ToString());

    private static readonly Gen<Tree> GenElement = Gen.Select(GenName, GenNumber, GenNumber, Gen.Int[0, 3]).Select(
        static (name, a, b, which) => (Tree)Of(
            ("name", name), ("a", (which & 1) == 0 ? null : a), ("b", (which & 2) == 0 ? null : b)));

    private static readonly Gen<Tree> GenObject = Gen.Select(
        GenName, GenNumber.Array[0, 5], GenElement.Array[0, 5], Gen.Select(GenName, GenName).Array[0, 3],
        GenNumber.Array[0, 3], Gen.Int[0, 31]).Select(static (name, set, list, map, atomic, which) => (Tree)Of(
            ("name", (which & 1) == 0 ? (Tree?)null : name),
            ("set", (which & 2) == 0 ? null : TreeList.Of(set.Distinct().ToList())),
            ("list", (which & 4) == 0 ? null : TreeList.Of(list.DistinctBy(static one => one.Get("name")).ToList())),
            ("map", (which & 8) == 0 ? null : Of([.. map.Select(static one => (one.Item1, (Tree?)one.Item2))])),
            ("atomic", (which & 16) == 0 ? null : TreeList.Of(atomic.ToList()))));

    [Fact]
    public void E067_WhatIsAppliedIsThereAndItsOwnersAreTheApplier() =>
        Gen.Select(GenObject, GenObject, GenObject).Sample(static (live, first, second) =>
        {
            Managers managers = new();
            FieldTracking.Update(TreeObject.Empty, live, Shape, managers, Context("u"));
            ApplyResult one = ServerSideApply.Apply(live, first, Shape, managers, Context("a"), force: true);
            ApplyResult two = ServerSideApply.Apply(one.Tree, second, Shape, managers, Context("a"), force: true);
            Assert.True(Contains(two.Tree, second));
            Managers.Owned? own = managers.Find(Managers.Identity.Applier("a", ""));
            Assert.Equal(FieldMerge.FieldsOf(second, Shape), own?.Fields ?? FieldSet.Empty);
            // Nobody else owns anything that is not there.
            FieldSet present = FieldComparison.Of(TreeObject.Empty, two.Tree, Shape).Added;
            Assert.True(managers.All().Without(present.Union(own?.Fields ?? FieldSet.Empty)).IsEmpty);
        });

    [Fact]
    public void E038_ApplyingTwiceIsApplyingOnce() =>
        Gen.Select(GenObject, GenObject).Sample(static (live, applied) =>
        {
            Managers managers = new();
            ApplyResult one = ServerSideApply.Apply(live, applied, Shape, managers, Context("a"), force: true);
            ApplyResult two = ServerSideApply.Apply(
                one.Tree, applied, Shape, managers, Context("a") with { Now = Noon.AddHours(1) }, force: false);
            Assert.True(two.Succeeded);
            Assert.Equal(one.Tree, two.Tree);
            Assert.Equal(one.ManagedFields, two.ManagedFields);
        });

    [Fact]
    public void E067_ListsKeepTheOrderOfBoth() =>
        Gen.Select(GenNumber.Array[0, 8], GenNumber.Array[0, 8]).Sample(static (live, applied) =>
        {
            TreeList before = TreeList.Of(live.Distinct().ToList()), said = TreeList.Of(applied.Distinct().ToList());
            TreeObject merged = (TreeObject)FieldMerge.Merge(Of(("set", before)), Of(("set", said)), Shape);
            Tree[] result = [.. merged["set"] as TreeList ?? TreeList.Empty];
            Assert.Equal(before.Union(said).Count(), result.Length);
            Assert.Equal(said, result.Where(said.Contains));
            Assert.Equal(before.Except(said), result.Except(said));
        });

    [Fact]
    public void E066_SetsOfFieldsReadBackAsWritten() =>
        GenObject.Sample(static value =>
        {
            FieldSet fields = FieldMerge.FieldsOf(value, Shape);
            Assert.Equal(fields, FieldSet.Decode(fields.Encode()));
        });

    private static bool Contains(Tree actual, Tree said) => (actual, said) switch
    {
        // What was emptied by taking things out is null, which reads as not given: as good as empty.
        (TreeNull, _) => SaysNothing(said),
        // An empty keyed list says nothing, and goes with its elements.
        (TreeObject left, TreeObject right) => right.All(one =>
            left[one.Key] is { } value ? Contains(value, one.Value) : one.Value is TreeList { Count: 0 }),
        (TreeList left, TreeList right) => right.All(one => left.Any(other => Contains(other, one))),
        _ => actual.Equals(said),
    };

    private static bool SaysNothing(Tree said) =>
        said is TreeList { Count: 0 } || (said is TreeObject members && members.All(one => SaysNothing(one.Value)));

    private static TreeObject Of(params (string Key, Tree? Value)[] members)
    {
        TreeObject.Builder builder = new();
        foreach ((string key, Tree? value) in members)
        {
            if (value is not null)
                builder.Set(key, value);
        }
        return builder.Build();
    }

    private static FieldTrackingContext Context(string manager) =>
        new() { Manager = manager, ApiVersion = "v1", Now = Noon };
}
