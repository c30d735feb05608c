using Kubesharp.Api.Trees;

namespace Kubesharp.Api.ManagedFields;

/// <summary>Which fields differ between two states of an object, found in one walk over both.</summary>
internal readonly record struct FieldComparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    public bool IsSame => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    public static FieldComparison Of(Tree before, Tree after, Schema? schema)
    {
        Difference difference = Compare(before, after, schema);
        return new(difference.Added ?? FieldSet.Empty, difference.Modified ?? FieldSet.Empty,
            difference.Removed ?? FieldSet.Empty);
    }

    private static Difference Compare(Tree? before, Tree? after, Schema? schema)
    {
        if (ReferenceEquals(before, after))
            return default;
        if (before is not null && after is not null && !SameForm(before, after))
            return new(Change.Modified);
        Tree shown = after is null or TreeNull ? before ?? after! : after;
        if (SchemaWalk.IsWhole(schema, shown) || (IsEmpty(before) && IsEmpty(after)))
            return Leaf(before, after);
        Difference? below = shown is TreeObject
            ? CompareMembers(before as TreeObject ?? TreeObject.Empty, after as TreeObject ?? TreeObject.Empty, schema)
            : CompareElements(before as TreeList ?? TreeList.Empty, after as TreeList ?? TreeList.Empty, schema!);
        if (below is not { } difference)
            return Leaf(before, after);
        return before is null ? difference with { Self = Change.Added }
            : after is null ? difference with { Self = Change.Removed }
            : difference;
    }

    private static Difference Leaf(Tree? before, Tree? after)
    {
        if (before is null)
            return new(Change.Added);
        if (after is null)
            return new(Change.Removed);
        return before.Equals(after) ? default : new(Change.Modified);
    }

    private static Difference? CompareMembers(TreeObject before, TreeObject after, Schema? schema)
    {
        var lists = new Lists();
        foreach ((string name, Tree value) in after.Members)
        {
            Tree? old = before[name];
            lists.Add(name, Compare(old, value, SchemaWalk.Member(schema, name)));
        }
        foreach ((string name, Tree value) in before.Members)
        {
            if (!after.Has(name))
                lists.Add(name, Compare(value, null, SchemaWalk.Member(schema, name)));
        }
        return lists.ToDifference();
    }

    private static Difference? CompareElements(TreeList before, TreeList after, Schema schema)
    {
        if (SchemaWalk.Elements(schema, before) is not { } oldSteps
            || SchemaWalk.Elements(schema, after) is not { } newSteps)
            return null;
        Dictionary<PathElement, Elements> old = ByStep(before, oldSteps);
        Dictionary<PathElement, Elements> changed = ByStep(after, newSteps);
        var lists = new Lists();
        foreach ((PathElement step, Elements value) in changed)
            lists.Add(step, Compare(old.GetValueOrDefault(step), value, schema.Element));
        foreach ((PathElement step, Elements value) in old)
        {
            if (!changed.ContainsKey(step))
                lists.Add(step, Compare(value, default, schema.Element));
        }
        return lists.ToDifference();
    }

    /// <summary>
    /// Elements that share a key are owned as one piece: by their step, nothing below it. Lists may have come to hold
    /// such by ways that check less than apply does.
    /// </summary>
    private static Difference Compare(Elements before, Elements after, Schema? schema)
    {
        if (before.Several is null && after.Several is null)
            return Compare(before.First, after.First, schema);
        if (before.Several is { } left && after.Several is { } right)
            return left.SequenceEqual(right) ? default : new(Change.Modified);
        if (before.Several is not null)
        {
            Difference added = after.First is null ? default : Compare(null, after.First, schema);
            return added with { AlsoRemoved = true };
        }
        Difference removed = before.First is null ? default : Compare(before.First, null, schema);
        return removed with { Self = Change.Added, AlsoRemoved = removed.Self == Change.Removed };
    }

    private static Dictionary<PathElement, Elements> ByStep(TreeList list, PathElement[] steps)
    {
        var result = new Dictionary<PathElement, Elements>(steps.Length);
        for (int i = 0; i < steps.Length; i++)
        {
            if (result.TryAdd(steps[i], new(list[i], null)))
                continue;
            Elements known = result[steps[i]];
            if (known.Several is { } several)
                several.Add(list[i]);
            else
                result[steps[i]] = new(known.First, [known.First!, list[i]]);
        }
        return result;
    }

    private static bool SameForm(Tree left, Tree right) =>
        left.IsNull || right.IsNull || (left.IsLeaf == right.IsLeaf && (left is TreeObject) == (right is TreeObject));

    private static bool IsEmpty(Tree? value) =>
        value is null or TreeNull or TreeObject { Count: 0 } or TreeList { Count: 0 };

    private enum Change : byte { None, Added, Modified, Removed }

    /// <summary>What stands in a list under one key: nothing, one element, or several.</summary>
    private readonly record struct Elements(Tree? First, List<Tree>? Several);

    /// <summary>What happened to a value itself, and to what lies below it.</summary>
    private readonly record struct Difference(
        Change Self, FieldSet? Added = null, FieldSet? Modified = null, FieldSet? Removed = null)
    {
        /// <summary>Besides: what several elements under one key were together is no more.</summary>
        public bool AlsoRemoved { get; init; }
    }

    private struct Lists
    {
        private List<FieldSet.Entry>? added;
        private List<FieldSet.Entry>? modified;
        private List<FieldSet.Entry>? removed;

        public void Add(string name, Difference difference)
        {
            if (difference != default)
                Add(PathElement.Field(name), difference);
        }

        public void Add(PathElement step, Difference difference)
        {
            Add(ref added, step, difference.Self == Change.Added, difference.Added);
            Add(ref modified, step, difference.Self == Change.Modified, difference.Modified);
            Add(ref removed, step, difference.Self == Change.Removed || difference.AlsoRemoved, difference.Removed);
        }

        public readonly Difference ToDifference() => new(
            Change.None, ToSet(added), ToSet(modified), ToSet(removed));

        private static void Add(ref List<FieldSet.Entry>? list, PathElement step, bool isMember, FieldSet? children)
        {
            if (isMember || children is not null)
                (list ??= []).Add(new(step, isMember, children));
        }

        private static FieldSet? ToSet(List<FieldSet.Entry>? list) => list is null ? null : FieldSet.Of(list);
    }
}
