using CsCheck;
using Kubesharp.Api;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Xunit;

namespace Kubesharp.Tests.Api.Machinery.ManagedFields;

/// <summary>The quick ways to managedFields say what the comparison of whole trees says, for every kind.</summary>
public sealed class FieldSinkTests
{
    private const int Objects = 4_000;
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Status = ["status"];
    private static readonly KindCodec[] Codecs =
        [.. ResourceRegistry.All.Select(static resource => resource.Codec).Where(static codec =>
            codec.ReadJson("{}"u8) is ApiObject)];

    [Fact]
    public void CreatedObjectsAreOwnedAsTreesSay()
    {
        int written = 0;
        Gen.Int.Sample(
            seed =>
            {
                Random random = new(seed);
                KindCodec codec = Codecs[random.Next(Codecs.Length)];
                if (RandomObjects.Read(codec, RandomObjects.Of(random, codec.Schema)) is not { } created)
                    return;
                FieldTrackingContext context = Context("creator", random.Next(2) == 0 ? Status : []);
                ApiObject quick = FieldTracking.Update(null, created, codec, context);
                Assert.Equal(ByTrees(null, created, codec, context), quick.Metadata.ManagedFields);
                if (IsRegular(created))
                    Interlocked.Increment(ref written);
            },
            iter: Objects);
        // Otherwise trees would have been compared with trees.
        Assert.InRange(written, Objects / 3, Objects);
    }

    [Fact]
    public void UpdatedObjectsAreOwnedAsTreesSay() => Gen.Int.Sample(
        static seed =>
        {
            Random random = new(seed);
            KindCodec codec = Codecs[random.Next(Codecs.Length)];
            Tree first = RandomObjects.Of(random, codec.Schema);
            Tree second = first;
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                second = RandomObjects.Changed(random, second, codec.Schema);
            if (RandomObjects.Read(codec, first) is not { } created
                || RandomObjects.Read(codec, second) is not { } changed)
                return;
            ApiObject live = FieldTracking.Update(null, created, codec, Context("creator", []));
            if (live.Metadata.ManagedFields.Count == 0 || created.Equals(changed))
                return;
            FieldTrackingContext context = Context("updater", random.Next(2) == 0 ? Status : []);
            ApiObject quick = FieldTracking.Update(live, changed, codec, context);
            Assert.Equal(ByTrees(live, changed, codec, context), quick.Metadata.ManagedFields);
        },
        iter: Objects);

    [Fact]
    public void OrdinaryObjectsNeedNoTrees()
    {
        FieldSink sink = new([]);
        sink.Begin();
        ((IFieldOwner)ResourceRegistry.Of<Kubesharp.Api.Core.Pod>().Codec.ReadJson(
            """{"metadata":{"labels":{"b/c":"1","a":"2"}},"spec":{"nodeName":"n","containers":[]}}"""u8))
            .WriteFields(ref sink, known: true);
        sink.End();
        Assert.False(sink.IsIrregular);
        Assert.Equal(
            """{"f:metadata":{"f:labels":{".":{},"f:a":{},"f:b/c":{}}},"f:spec":{"f:nodeName":{}}}""",
            System.Text.Encoding.UTF8.GetString(sink.Written));
        sink.Return();
    }

    private static bool IsRegular(ApiObject created)
    {
        FieldSink sink = new([]);
        sink.Begin();
        ((IFieldOwner)created).WriteFields(ref sink, known: true);
        bool regular = !sink.IsIrregular && sink.Written.Length > 1;
        sink.Return();
        return regular;
    }

    private static FieldTrackingContext Context(string manager, IReadOnlyList<string> ignored) => new()
    {
        Manager = manager,
        ApiVersion = "v1",
        Now = Noon,
        IgnoredFields = ignored,
    };

    private static IReadOnlyList<ManagedFieldsEntry> ByTrees(
        ApiObject? live, ApiObject changed, KindCodec codec, FieldTrackingContext context)
    {
        Managers managers = Managers.Decode(live?.Metadata.ManagedFields ?? [])!;
        Tree before = live is null ? FieldTracking.Empty(codec) : FieldTracking.Read(live, codec);
        FieldTracking.Update(before, FieldTracking.Read(changed, codec), codec.Schema, managers, context);
        return managers.Encode();
    }
}
