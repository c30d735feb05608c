using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// Server-side apply, KEP-555: the applied object is merged by schema; fields that the applier gave up and nobody else
/// owns go; fields that others own with other values are conflicts. Pure functions.
/// </summary>
public static class ServerSideApply
{
    /// <summary>Applies to a stored object, or makes a new one when there is none.</summary>
    /// <param name="live">The stored object; null when the apply creates.</param>
    /// <param name="applied">What the applier says, as written: no defaults added.</param>
    public static ApplyResult Apply(
        ApiObject? live, Tree applied, KindCodec codec, FieldTrackingContext context, bool force)
    {
        Managers managers = Managers.Decode(live?.Metadata.ManagedFields ?? []) ?? new Managers();
        Tree empty = FieldTracking.Empty(codec);
        Tree before = live is null ? empty : FieldTracking.Read(live, codec);
        if (live is not null && managers.IsEmpty)
            FieldTracking.AdoptLive(before, empty, codec.Schema, managers, context);
        if (context.Manager != LastApplied.Manager)
            return Apply(before, applied, codec.Schema, managers, context, force);

        ApplyResult result = Apply(before, applied, codec.Schema, managers.Copy(), context, force);
        if (!result.Succeeded && live is not null)
        {
            FieldSet own = LastApplied.FieldsOf(live, before, codec.Schema, context.ApiVersion);
            List<string> ownPaths = own.Paths();
            ApplyConflict[] others = [.. result.Conflicts.Where(one => !ownPaths.Contains(one.Path))];
            if (others.Length > 0)
                return result with { Conflicts = others };
            result = Apply(before, applied, codec.Schema, managers, context, force: true);
        }
        return result.Succeeded ? result with { Tree = LastApplied.Sync(result.Tree, applied) } : result;
    }

    /// <summary>What about the applied object does not fit its kind, as one text; null when all fits.</summary>
    public static string? Violation(Tree applied, KindCodec codec) => AppliedShape.Violation(applied, codec.Schema);

    internal static ApplyResult Apply(
        Tree live, Tree applied, Schema schema, Managers managers, FieldTrackingContext context, bool force)
    {
        Managers.Identity self = Managers.Identity.Applier(context.Manager, context.Subresource);
        Managers.Owned? last = managers.Find(self);
        Tree merged = FieldMerge.Merge(live, applied, schema);
        FieldSet fields = FieldTracking.Changeable(FieldMerge.FieldsOf(applied, schema), context);
        managers.Set(self, new(fields, context.ApiVersion, last?.Time));
        if (last is not null)
            merged = Prune(merged, last.Fields, managers, schema);

        FieldComparison comparison = FieldTracking.Changeable(
            FieldComparison.Of(live, merged, schema), context);
        FieldSet taken = comparison.Modified.Union(comparison.Added);
        List<ApplyConflict> conflicts = Conflicts(self, taken, managers);
        if (conflicts.Count > 0 && !force)
            return new(live, [], conflicts);
        managers.RemoveFromOthers(self, taken);
        managers.RemoveFromOthers(self, comparison.Removed);
        FieldTracking.Strip(managers);
        if (managers.Find(self) is { } own)
        {
            // The time tells of changes, not of applying the same again.
            bool unchanged = comparison.IsSame && last is not null && last.Fields.Equals(own.Fields);
            managers.Set(self, own with { Time = unchanged ? last!.Time : new Time(context.Now), Encoded = null });
        }
        return new(merged, managers.Encode(), []);
    }

    /// <summary>
    /// Takes away what the applier said last time and does not say now, unless someone owns it. Elements and parents
    /// go only when all in them goes.
    /// </summary>
    private static Tree Prune(Tree merged, FieldSet last, Managers managers, Schema schema)
    {
        FieldSet lastNamed = last.WithNamedFields(schema);
        Tree pruned = FieldMerge.Remove(merged, lastNamed, schema);

        // Removing a parent took children of others along: only what nobody owns may stay away.
        FieldSet owned = managers.All().WithNamedFields(schema);
        FieldSet mergedFields = FieldMerge.FieldsOf(merged, schema).WithNamedFields(schema);
        FieldSet prunedFields = FieldMerge.FieldsOf(pruned, schema).WithNamedFields(schema);
        pruned = FieldMerge.Remove(merged, mergedFields.Without(prunedFields.Union(owned)), schema);

        // And only what the applier had; what nobody ever owned is not its to remove.
        prunedFields = FieldMerge.FieldsOf(pruned, schema).WithNamedFields(schema);
        return FieldMerge.Remove(merged, mergedFields.Without(prunedFields).Intersect(lastNamed), schema);
    }

    private static List<ApplyConflict> Conflicts(Managers.Identity self, FieldSet taken, Managers managers)
    {
        var conflicts = new List<ApplyConflict>();
        if (taken.IsEmpty)
            return conflicts;
        foreach ((Managers.Identity identity, Managers.Owned owned) in managers.Owners)
        {
            if (identity == self)
                continue;
            foreach (string path in owned.Fields.Intersect(taken).Paths())
                conflicts.Add(new(Describe(identity, owned.ApiVersion), path));
        }
        conflicts.Sort(static (left, right) =>
        {
            int order = string.CompareOrdinal(left.Manager, right.Manager);
            return order != 0 ? order : string.CompareOrdinal(left.Path, right.Path);
        });
        return conflicts;
    }

    private static string Describe(Managers.Identity identity, string apiVersion)
    {
        string name = Validation.FieldErrors.Quote(identity.Manager);
        if (identity.Subresource.Length > 0)
            name += $" with subresource {Validation.FieldErrors.Quote(identity.Subresource)}";
        return identity.Operation == "Update" ? $"{name} using {apiVersion}" : name;
    }
}
