using System.Text;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// What client-side apply leaves in an annotation, and how kubectl goes from there to server-side apply without
/// conflicts with itself. Only for the manager named kubectl; whoever takes another name opts out. Pure functions.
/// </summary>
internal static class LastApplied
{
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    public const string Manager = "kubectl";

    /// <summary>
    /// The fields that the annotation says and the object still has so: those belonged to kubectl, so taking them is no
    /// conflict. Empty when there is no annotation that can be understood.
    /// </summary>
    public static FieldSet FieldsOf(ApiObject live, Tree tree, Schema schema, string apiVersion)
    {
        if (!live.Metadata.Annotations.TryGetValue(Annotation, out string? json) || json.Length == 0)
            return FieldSet.Empty;
        Tree last;
        try
        {
            last = TreeJson.Parse(json);
        }
        catch (DecodeException)
        {
            return FieldSet.Empty;
        }
        // Another version may call the same field by another name.
        if (last.Get("apiVersion")?.Text != apiVersion || AppliedShape.Violation(last, schema) is not null)
            return FieldSet.Empty;
        FieldComparison comparison = FieldComparison.Of(last, tree, schema);
        return FieldMerge.FieldsOf(last, schema)
            .Without(comparison.Modified).Without(comparison.Added).Without(comparison.Removed);
    }

    /// <summary>
    /// Keeps the annotation of an object that has one in step with what is applied, so that a client-side apply
    /// afterwards still knows what it may remove. An annotation that would not fit goes.
    /// </summary>
    public static Tree Sync(Tree merged, Tree applied)
    {
        if (merged.At("metadata", "annotations") is not TreeObject annotations
            || annotations[Annotation] is not TreeString { Value.Length: > 0 })
            return merged;
        TreeObject changed = annotations.With(Annotation, Text(applied));
        if (Bytes(changed) > MetadataRules.AnnotationsBytesMax)
            changed = annotations.Without(Annotation);
        var metadata = (TreeObject)merged.Get("metadata")!;
        return ((TreeObject)merged).With("metadata", metadata.With("annotations", changed));
    }

    // The applied object without the annotation itself, as kubectl writes it: a line of JSON with sorted keys.
    private static string Text(Tree applied)
    {
        var value = (TreeObject)applied;
        if (value["metadata"] is TreeObject metadata && metadata["annotations"] is TreeObject annotations)
            value = value.With("metadata", metadata.With("annotations", annotations.Without(Annotation)));
        return Sorted(value) + "\n";
    }

    private static Tree Sorted(Tree tree)
    {
        switch (tree)
        {
            case TreeObject value:
                var builder = new TreeObject.Builder(value.Count);
                foreach ((string key, Tree member) in value.OrderBy(static one => one.Key, StringComparer.Ordinal))
                    builder.Set(key, Sorted(member));
                return builder.Build();
            case TreeList list:
                return TreeList.Of(list.Select(Sorted).ToList());
            default:
                return tree;
        }
    }

    private static long Bytes(TreeObject annotations)
    {
        long bytes = 0;
        foreach ((string key, Tree value) in annotations.Members)
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value.Text ?? "");
        return bytes;
    }
}
