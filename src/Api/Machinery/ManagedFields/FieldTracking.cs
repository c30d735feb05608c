using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// Keeps metadata.managedFields on writes other than apply: what a manager adds or changes is its own from then on,
/// what is removed is nobody's. Pure functions; KEP-555.
/// </summary>
public static class FieldTracking
{
    private const string BeforeFirstApply = "before-first-apply";

    // What an object says before its author has said anything, per kind: the comparison on create starts from it.
    private static readonly ConditionalWeakTable<KindCodec, Tree> EmptyObjects = [];

    // The few paths that contexts name: each is taken apart once.
    private static readonly ConcurrentDictionary<string, FieldSet> Paths = new(StringComparer.Ordinal);

    // Fields that are the server's or the object's identity: nobody owns them.
    private static readonly FieldSet Stripped = new[]
    {
        FieldSet.Of("apiVersion"), FieldSet.Of("kind"), FieldSet.Of("metadata"), FieldSet.Of("metadata", "name"),
        FieldSet.Of("metadata", "namespace"), FieldSet.Of("metadata", "creationTimestamp"),
        FieldSet.Of("metadata", "selfLink"), FieldSet.Of("metadata", "uid"), FieldSet.Of("metadata", "clusterName"),
        FieldSet.Of("metadata", "generation"), FieldSet.Of("metadata", "managedFields"),
        FieldSet.Of("metadata", "resourceVersion"),
    }.Aggregate(static (left, right) => left.Union(right));

    /// <summary>The changed object with its managedFields brought up to date.</summary>
    /// <param name="live">The stored object; null on create.</param>
    /// <param name="changed">What is about to be stored, defaulted.</param>
    public static ApiObject Update(ApiObject? live, ApiObject changed, KindCodec codec, FieldTrackingContext context)
    {
        IReadOnlyList<ManagedFieldsEntry> given = changed.Metadata.ManagedFields;
        IReadOnlyList<ManagedFieldsEntry> stored = live?.Metadata.ManagedFields ?? [];
        bool reset = context.Subresource.Length == 0 && given.Count == 1 && given[0].Equals(ManagedFieldsEntry.Empty);
        if (reset)
            return With(changed, []);
        if (live is not null && (given.Count == 0 || given.SequenceEqual(stored)) && With(changed, stored).Equals(live))
            return With(changed, stored);
        // Whoever does not understand the field and leaves it out, or writes it wrong, must not lose it.
        Managers? managers = context.Subresource.Length == 0 && given.Count > 0 ? Managers.Decode(given) : null;
        if (managers is null || managers.IsEmpty)
            managers = Managers.Decode(stored) ?? new Managers();
        // Managed fields that were cleared stay off until the next apply.
        if (live is not null && managers.IsEmpty)
            return With(changed, []);
        if (live is null && managers.IsEmpty && Created(changed, context) is { } entries)
            return With(changed, entries);
        // Parts in which both agree take no part in who owns what.
        (ApiObject after, ApiObject before) = live is not null && live.GetType() == changed.GetType()
            ? changed.Differing(live)
            : (changed, live!);
        Tree old = before is null ? Empty(codec) : Read(before, codec);
        Update(old, Read(after, codec), codec.Schema, managers, context);
        return With(changed, managers.Encode());
    }

    /// <summary>
    /// The one entry of a new object, written without trees; null when those have to be asked. The property tests hold
    /// it against them.
    /// </summary>
    private static ManagedFieldsEntry[]? Created(ApiObject created, FieldTrackingContext context)
    {
        if (created is not IFieldOwner owner)
            return null;
        foreach (string field in context.IgnoredFields)
        {
            if (field is not ("spec" or "status"))
                return null;
        }
        FieldSink sink = new(context.IgnoredFields);
        try
        {
            sink.Begin();
            owner.WriteFields(ref sink, known: true);
            sink.End();
            if (sink.IsIrregular)
                return null;
            return sink.Written.SequenceEqual("{}"u8)
                ? []
                :
                [
                    new()
                    {
                        Manager = context.Manager,
                        Operation = "Update",
                        ApiVersion = context.ApiVersion,
                        Subresource = context.Subresource,
                        Time = new Time(context.Now),
                        FieldsType = "FieldsV1",
                        FieldsV1 = FieldsCache.ShareCompact(sink.Written),
                    },
                ];
        }
        finally
        {
            sink.Return();
        }
    }

    internal static void Update(
        Tree before, Tree after, Schema schema, Managers managers, FieldTrackingContext context)
    {
        FieldComparison comparison = Changeable(FieldComparison.Of(before, after, schema), context);
        Managers.Identity self =
            Managers.Identity.Updater(context.Manager, context.ApiVersion, context.Subresource);
        FieldSet taken = comparison.Modified.Union(comparison.Added);
        managers.RemoveFromOthers(self, taken);
        managers.Remove(comparison.Removed);
        FieldSet gained = taken.Without(Stripped);
        if (!gained.IsEmpty)
        {
            FieldSet own = managers.Find(self)?.Fields ?? FieldSet.Empty;
            managers.Set(self, new(own.Union(gained), context.ApiVersion, new Time(context.Now)));
        }
        managers.Remove(Stripped);
        managers.Cap();
    }

    /// <summary>An object whose fields nobody owns belongs, as it is, to one manager of the past.</summary>
    internal static void AdoptLive(
        Tree live, Tree empty, Schema schema, Managers managers, FieldTrackingContext context) =>
        Update(empty, live, schema, managers, context with { Manager = BeforeFirstApply });

    internal static void Strip(Managers managers) => managers.Remove(Stripped);

    /// <summary>What of the fields this way of writing can change.</summary>
    internal static FieldSet Changeable(FieldSet fields, FieldTrackingContext context)
    {
        foreach (string field in context.IgnoredFields)
            fields = fields.WithoutBelow(Paths.GetOrAdd(field, static field => FieldSet.Of(field.Split('.'))));
        if (context.OnlyFields.Count == 0)
            return fields;
        FieldSet within = FieldSet.Empty;
        foreach (string field in context.OnlyFields)
            within = within.Union(fields.Within(field.Split('.')));
        return within;
    }

    internal static FieldComparison Changeable(FieldComparison comparison, FieldTrackingContext context) => new(
        Changeable(comparison.Added, context), Changeable(comparison.Modified, context),
        Changeable(comparison.Removed, context));

    /// <summary>The object as a tree, without managedFields.</summary>
    internal static Tree Read(ApiObject value, KindCodec codec)
    {
        if (value.Metadata.ManagedFields.Count > 0)
            value = With(value, []);
        var output = new ArrayBufferWriter<byte>(2048);
        codec.WriteJson(value, output);
        return TreeJson.Parse(output.WrittenSpan);
    }

    internal static Tree Empty(KindCodec codec) =>
        EmptyObjects.GetValue(codec, static codec => Read((ApiObject)codec.ReadJson("{}"u8), codec));

    private static ApiObject With(ApiObject value, IReadOnlyList<ManagedFieldsEntry> entries) =>
        value with { Metadata = value.Metadata with { ManagedFields = entries } };
}
