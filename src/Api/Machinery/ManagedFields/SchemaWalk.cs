using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>How a schema divides a value into fields: what is one piece, and the steps below what is not.</summary>
internal static class SchemaWalk
{
    /// <summary>The value is owned as one piece.</summary>
    public static bool IsWhole(Schema? schema, Tree value) => value switch
    {
        // Without a schema maps are open and lists are one piece.
        TreeObject => schema is not null
            && (schema.AtomicMap || schema.Kind is not (SchemaKind.Object or SchemaKind.Map)),
        TreeList => schema is not { Kind: SchemaKind.List, ListType: not ListType.Atomic },
        _ => true,
    };

    /// <summary>The schema of a member of an object or map.</summary>
    public static Schema? Member(Schema? schema, string name) => schema?.Kind switch
    {
        SchemaKind.Object => schema.Field(name)?.Type,
        SchemaKind.Map => schema.Element,
        _ => null,
    };

    public static Schema? Below(Schema? schema, PathElement element) => element.FieldName is { } name
        ? Member(schema, name)
        : schema?.Kind == SchemaKind.List ? schema.Element : null;

    /// <summary>
    /// The steps to the elements of a keyed list or set. Null when an element has no key: then the list can only be
    /// owned as a whole.
    /// </summary>
    public static PathElement[]? Elements(Schema schema, TreeList list)
    {
        var steps = new PathElement[list.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            if (schema.ListType == ListType.Set)
            {
                if (!list[i].IsLeaf)
                    return null;
                steps[i] = PathElement.OfValue(list[i]);
                continue;
            }
            if (list[i] is not TreeObject element || Key(schema, element) is not { } step)
                return null;
            steps[i] = step;
        }
        return steps;
    }

    /// <summary>
    /// The key of an element, made of the key fields that it has or that have a default: a port without a protocol is
    /// the TCP port. Null when there is none at all.
    /// </summary>
    public static PathElement? Key(Schema schema, TreeObject element)
    {
        var keys = new List<(string, Tree)>(schema.ListKeys.Count);
        foreach (string name in schema.ListKeys)
        {
            Tree? value = element[name];
            if (value is null && schema.Element?.Field(name)?.Default is { } json)
                value = TreeJson.Parse(json);
            if (value is not null)
                keys.Add((name, value));
        }
        return keys.Count == 0 ? null : PathElement.OfKey([.. keys]);
    }
}
