using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>What apply does to trees: merge two by schema, list the fields of one, take fields out of one.</summary>
internal static class FieldMerge
{
    /// <summary>Every field that the object sets.</summary>
    public static FieldSet FieldsOf(Tree tree, Schema? schema) => FieldsBelow(tree, schema) ?? FieldSet.Empty;

    /// <summary>The live object with all that the applied one says.</summary>
    public static Tree Merge(Tree live, Tree applied, Schema? schema)
    {
        if (applied is TreeObject changes && (live is TreeObject or TreeNull) && !SchemaWalk.IsWhole(schema, changes))
        {
            if (changes.Count == 0 && live is TreeObject { Count: 0 } or TreeNull)
                return applied;
            var builder = new TreeObject.Builder(live as TreeObject ?? TreeObject.Empty);
            foreach ((string name, Tree value) in changes.Members)
            {
                Tree? known = builder[name];
                builder.Set(name, known is null ? value : Merge(known, value, SchemaWalk.Member(schema, name)));
            }
            return builder.Build();
        }
        if (applied is TreeList elements && live is TreeList current && !SchemaWalk.IsWhole(schema, elements))
            return MergeElements(current, elements, schema!);
        return applied;
    }

    /// <summary>
    /// The object without the fields of the set. What is left empty by it becomes null, which is read as not given.
    /// </summary>
    public static Tree Remove(Tree tree, FieldSet fields, Schema? schema)
    {
        if (fields.IsEmpty)
            return tree;
        if (SchemaWalk.IsWhole(schema, tree))
            return tree.IsLeaf ? tree : Tree.Null;
        if (tree is TreeObject value)
        {
            var builder = new TreeObject.Builder(value.Count);
            foreach ((string name, Tree member) in value.Members)
            {
                (bool gone, FieldSet below) = fields.Find(PathElement.Field(name));
                if (!gone)
                    builder.Set(name, Remove(member, below, SchemaWalk.Member(schema, name)));
            }
            return builder.Count > 0 ? builder.Build() : value.Count == 0 ? value : Tree.Null;
        }
        var list = (TreeList)tree;
        if (SchemaWalk.Elements(schema!, list) is not { } steps)
            return tree;
        var rest = new List<Tree>(list.Count);
        for (int i = 0; i < steps.Length; i++)
        {
            (bool gone, FieldSet below) = fields.Find(steps[i]);
            if (!gone)
                rest.Add(Remove(list[i], below, schema!.Element));
        }
        return rest.Count > 0 ? TreeList.Of(rest) : list.Count == 0 ? list : Tree.Null;
    }

    private static FieldSet? FieldsBelow(Tree tree, Schema? schema)
    {
        switch (tree)
        {
            case TreeObject value when !SchemaWalk.IsWhole(schema, value):
                var fields = new List<FieldSet.Entry>(value.Count);
                foreach ((string name, Tree member) in value.Members)
                {
                    Schema? below = SchemaWalk.Member(schema, name);
                    FieldSet? children = FieldsBelow(member, below);
                    bool declared = schema?.Kind == SchemaKind.Object && below is not null;
                    bool whole = children is null && !IsOpenList(member, below);
                    if (whole || !declared || children is not null)
                        fields.Add(new(PathElement.Field(name), whole || !declared, children));
                }
                return fields.Count == 0 ? null : FieldSet.Of(fields);
            case TreeList list when !SchemaWalk.IsWhole(schema, list):
                if (SchemaWalk.Elements(schema!, list) is not { } steps)
                    return null;
                var elements = new Dictionary<PathElement, FieldSet.Entry>(steps.Length);
                for (int i = 0; i < steps.Length; i++)
                {
                    // Several elements with one key are owned as one piece.
                    if (elements.TryAdd(steps[i], new(steps[i], true, FieldsBelow(list[i], schema!.Element))))
                        continue;
                    elements[steps[i]] = new(steps[i], true, null);
                }
                return elements.Count == 0 ? null : FieldSet.Of([.. elements.Values]);
            default:
                return null;
        }
    }

    // An empty keyed list sets no field at all.
    private static bool IsOpenList(Tree tree, Schema? schema) =>
        tree is TreeList { Count: 0 } && !SchemaWalk.IsWhole(schema, tree);

    /// <summary>
    /// The applied elements keep their order. What only the live list has stays where it is: before the next applied
    /// element that stands behind it in both, or that is new.
    /// </summary>
    private static Tree MergeElements(TreeList live, TreeList applied, Schema schema)
    {
        if (SchemaWalk.Elements(schema, live) is not { } liveSteps
            || SchemaWalk.Elements(schema, applied) is not { } appliedSteps)
            return applied;
        // Null where several live elements have the key: none to merge with, the applied one takes their place.
        var liveByStep = new Dictionary<PathElement, Tree?>(liveSteps.Length);
        for (int i = 0; i < liveSteps.Length; i++)
        {
            if (!liveByStep.TryAdd(liveSteps[i], live[i]))
                liveByStep[liveSteps[i]] = null;
        }
        var appliedSet = new HashSet<PathElement>(appliedSteps);
        // The applied elements that are live as well, in the order in which they must come.
        var shared = new Queue<PathElement>(appliedSteps.Where(liveByStep.ContainsKey));
        var done = new HashSet<PathElement>();
        var merged = new List<Tree>(live.Count + applied.Count);
        int left = 0;
        for (int right = 0; right < appliedSteps.Length; right++)
        {
            PathElement step = appliedSteps[right];
            for (; left < liveSteps.Length && !liveSteps[left].Equals(step); left++)
            {
                PathElement other = liveSteps[left];
                if (!appliedSet.Contains(other))
                {
                    merged.Add(live[left]);
                    continue;
                }
                // One whose turn was, or is yet to come, is passed by. Only the next one holds up what is behind it.
                if (shared.TryPeek(out PathElement? next) && !next.Equals(other))
                    continue;
                left += done.Contains(other) ? 1 : 0;
                break;
            }
            if (left < liveSteps.Length && liveSteps[left].Equals(step))
                left++;
            if (shared.TryPeek(out PathElement? expected) && expected.Equals(step))
                shared.Dequeue();
            if (!done.Add(step))
                continue;
            merged.Add(liveByStep.GetValueOrDefault(step) is { } known
                ? Merge(known, applied[right], schema.Element)
                : applied[right]);
        }
        for (; left < liveSteps.Length; left++)
        {
            if (!appliedSet.Contains(liveSteps[left]))
                merged.Add(live[left]);
        }
        return TreeList.Of(merged);
    }
}
