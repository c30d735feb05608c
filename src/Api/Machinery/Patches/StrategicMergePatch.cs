using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Patches;

/// <summary>
/// Kubernetes' own patch: a merge patch that knows from the schema which lists merge by key. Directives:
/// <c>$patch</c> (replace, delete, merge), <c>$retainKeys</c>, <c>$deleteFromPrimitiveList/field</c>,
/// <c>$setElementOrder/field</c>.
/// </summary>
public static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";
    private const string ElementOrder = "$setElementOrder/";

    public static PatchResult Apply(Tree target, Tree patch, Schema schema)
    {
        if (target is not TreeObject value || patch is not TreeObject changes)
            return PatchResult.Malformed("invalid JSON document");
        try
        {
            return PatchResult.Of(MergeObject(value, changes, schema));
        }
        catch (Refusal refusal)
        {
            return refusal.IsMalformed
                ? PatchResult.Malformed(refusal.Message)
                : PatchResult.Unclassified(refusal.Message);
        }
    }

    private static TreeObject MergeObject(TreeObject target, TreeObject patch, Schema? schema)
    {
        switch (patch[Directive])
        {
            case null or TreeString { Value: "merge" }:
                break;
            case TreeString { Value: "replace" }:
                return patch.Without(Directive);
            case TreeString { Value: "delete" }:
                return TreeObject.Empty;
            case { } other:
                throw new Refusal($"unknown patch type: {GoText.Plain(other)} in map: {GoText.Plain(patch)}");
        }
        var builder = new TreeObject.Builder(target);
        if (patch[RetainKeys] is { } retained)
            Retain(builder, target, patch, retained);
        foreach ((string key, Tree value) in patch.Members)
        {
            if (key is Directive or RetainKeys)
                continue;
            if (key.StartsWith(DeleteFromList, StringComparison.Ordinal))
            {
                DeleteValues(builder, key[DeleteFromList.Length..], value);
                continue;
            }
            if (key.StartsWith(ElementOrder, StringComparison.Ordinal))
            {
                string field = key[ElementOrder.Length..];
                if (!patch.Has(field) && builder[field] is TreeList current)
                    builder.Set(field, MergeField(current, TreeList.Empty, patch, schema, field));
                continue;
            }
            if (value.IsNull)
                builder.Remove(key);
            else
                builder.Set(key, MergeField(builder[key], value, patch, schema, key));
        }
        return builder.Build();
    }

    private static Tree MergeField(Tree? target, Tree value, TreeObject patch, Schema? schema, string key)
    {
        SchemaField? field = schema?.Kind == SchemaKind.Object ? schema.Field(key) : null;
        Schema? type = field?.Type ?? (schema?.Kind == SchemaKind.Map ? schema.Element : null);
        string strategy = field?.PatchStrategy ?? "";
        switch (target, value)
        {
            case (TreeObject current, TreeObject changes) when strategy != "replace":
                return MergeObject(current, changes, type);
            case (TreeList current, TreeList changes) when strategy.Contains("merge", StringComparison.Ordinal):
                return MergeList(current, changes, patch[ElementOrder + key], type?.Element, field!.PatchMergeKey);
            default:
                return Clean(value);
        }
    }

    private static TreeList MergeList(TreeList target, TreeList patch, Tree? order, Schema? element, string mergeKey)
    {
        if (order is not (null or TreeList))
            throw new Refusal("invalid patch format of setElementOrder list", malformed: true);
        CheckOrder(patch, order as TreeList, mergeKey);
        // What the patch names stands in the order in which the patch names it, if no other order is asked for.
        if (mergeKey.Length == 0)
            return Ordered(target, MergeValues(target, patch), order as TreeList ?? patch, "");
        List<Tree>? merged = MergeElements(target, patch, element, mergeKey);
        return merged is null
            ? WithoutDirectives(patch)
            : Ordered(target, merged, order as TreeList ?? patch, mergeKey);
    }

    /// <summary>The patch's elements must be among those that the order names, and stand in that order.</summary>
    private static void CheckOrder(TreeList patch, TreeList? order, string mergeKey)
    {
        if (order is null || order.Count == 0)
            return;
        int next = 0;
        foreach (Tree item in patch)
        {
            if (item is TreeObject changes && changes.Has(Directive))
                continue;
            Tree? key = mergeKey.Length == 0 ? item : item.Get(mergeKey);
            while (next < order.Count && !Equals(key, mergeKey.Length == 0 ? order[next] : order[next].Get(mergeKey)))
                next++;
            if (next++ < order.Count)
                continue;
            throw new Refusal(
                $"The order in patch list:\n{GoText.Plain(patch)}\n doesn't match $setElementOrder list:\n"
                + $"{GoText.Plain(order)}\n");
        }
    }

    private static List<Tree> MergeValues(TreeList target, TreeList patch)
    {
        var seen = new HashSet<Tree>(target.Count + patch.Count);
        var merged = new List<Tree>(target.Count + patch.Count);
        foreach (Tree value in target)
        {
            if (seen.Add(value))
                merged.Add(value);
        }
        foreach (Tree value in patch)
        {
            if (seen.Add(value))
                merged.Add(Clean(value));
        }
        return merged;
    }

    /// <summary>Null when the patch replaces the list.</summary>
    private static List<Tree>? MergeElements(TreeList target, TreeList patch, Schema? element, string mergeKey)
    {
        bool replace = false;
        var gone = new HashSet<Tree>();
        foreach (Tree item in patch)
        {
            TreeObject changes = item as TreeObject
                ?? throw new Refusal($"list element types are not identical: [{GoText.Plain(target)} "
                    + $"{GoText.Plain(patch)}]");
            switch (changes[Directive]?.Text)
            {
                case "replace":
                    replace = true;
                    break;
                case "delete":
                    gone.Add(KeyOf(changes, mergeKey));
                    break;
                case "merge" or null:
                    break;
                case { } other:
                    throw new Refusal($"unknown patch type: {other} in map: {GoText.Plain(changes)}");
            }
        }
        if (replace)
            return null;

        var merged = new List<Tree>(target.Count + patch.Count);
        // Of elements with the same key (two protocols of one port) the first is the one that a patch means.
        var firstByKey = new Dictionary<Tree, int>(target.Count + patch.Count);
        foreach (Tree item in target)
        {
            Tree? key = item.Get(mergeKey);
            if (key is not null && gone.Contains(key))
                continue;
            if (key is not null)
                firstByKey.TryAdd(key, merged.Count);
            merged.Add(item);
        }
        foreach (Tree item in patch)
        {
            var changes = (TreeObject)item;
            if (changes[Directive]?.Text == "delete")
                continue;
            Tree key = KeyOf(changes, mergeKey);
            if (firstByKey.TryGetValue(key, out int at))
            {
                merged[at] = MergeObject((TreeObject)merged[at], changes, element);
                continue;
            }
            firstByKey[key] = merged.Count;
            merged.Add(Clean(changes));
        }
        return merged;
    }

    private static Tree KeyOf(TreeObject element, string mergeKey) =>
        element[mergeKey]
        ?? throw new Refusal($"map: {GoText.Plain(element)} does not contain declared merge key: {mergeKey}");

    /// <summary>
    /// Elements that the order names stand in its order; the others keep their place among what the server had.
    /// </summary>
    private static TreeList Ordered(TreeList target, List<Tree> merged, TreeList order, string mergeKey)
    {
        Dictionary<Tree, int> wanted = Positions(order, mergeKey), before = Positions(target, mergeKey);
        var named = new List<(Tree Item, int Wanted, int Before)>(merged.Count);
        var others = new List<(Tree Item, int Before)>(merged.Count);
        foreach (Tree item in merged)
        {
            Tree? key = mergeKey.Length == 0 ? item : item.Get(mergeKey);
            int old = key is not null && before.TryGetValue(key, out int index) ? index : -1;
            if (key is not null && wanted.TryGetValue(key, out int place))
                named.Add((item, place, old));
            else
                others.Add((item, old));
        }
        // OrderBy is stable: elements with the same key stay as they were.
        named = [.. named.OrderBy(static entry => entry.Wanted)];
        others = [.. others.OrderBy(static entry => entry.Before)];
        var result = new List<Tree>(merged.Count);
        int left = 0, right = 0;
        while (left < others.Count || right < named.Count)
        {
            bool takeLeft = right >= named.Count
                || (left < others.Count && others[left].Before < named[right].Before);
            result.Add(takeLeft ? others[left++].Item : named[right++].Item);
        }
        return TreeList.Of(result);
    }

    private static Dictionary<Tree, int> Positions(TreeList list, string mergeKey)
    {
        var positions = new Dictionary<Tree, int>(list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            if ((mergeKey.Length == 0 ? list[i] : list[i].Get(mergeKey)) is { } key)
                positions.TryAdd(key, i);
        }
        return positions;
    }

    private static void DeleteValues(TreeObject.Builder builder, string field, Tree value)
    {
        if (value is not TreeList list)
            throw new Refusal("invalid patch format of primitive list", malformed: true);
        if (builder[field] is not TreeList current)
            return;
        HashSet<Tree> gone = [.. list];
        var rest = new List<Tree>(current.Count);
        foreach (Tree item in current)
        {
            if (!gone.Contains(item))
                rest.Add(item);
        }
        builder.Set(field, TreeList.Of(rest));
    }

    private static void Retain(TreeObject.Builder builder, TreeObject target, TreeObject patch, Tree retained)
    {
        if (retained is not TreeList keys)
            throw new Refusal("invalid patch format of retainKeys", malformed: true);
        foreach ((string key, Tree value) in patch.Members)
        {
            // Every field that the patch sets must be among those it keeps; anything else is a client's mistake.
            if (!value.IsNull && !key.StartsWith('$') && !keys.Contains(key))
                throw new Refusal("invalid patch format of retainKeys", malformed: true);
        }
        foreach ((string key, _) in target.Members)
        {
            if (!keys.Contains(key))
                builder.Remove(key);
        }
    }

    private static TreeList WithoutDirectives(TreeList patch)
    {
        var items = new List<Tree>(patch.Count);
        foreach (Tree item in patch)
        {
            if (!((TreeObject)item).Has(Directive))
                items.Add(Clean(item));
        }
        return TreeList.Of(items);
    }

    /// <summary>A value that meets nothing to merge with: its nulls and directives have nothing to act on.</summary>
    private static Tree Clean(Tree value)
    {
        switch (value)
        {
            case TreeObject members:
                if (members[Directive]?.Text == "delete")
                    return TreeObject.Empty;
                TreeObject.Builder? builder = null;
                foreach ((string key, Tree member) in members.Members)
                {
                    if (member.IsNull || key is Directive or RetainKeys
                        || key.StartsWith(DeleteFromList, StringComparison.Ordinal)
                        || key.StartsWith(ElementOrder, StringComparison.Ordinal))
                    {
                        (builder ??= new(members)).Remove(key);
                        continue;
                    }
                    Tree cleaned = Clean(member);
                    if (!ReferenceEquals(cleaned, member))
                        (builder ??= new(members)).Set(key, cleaned);
                }
                return builder?.Build() ?? members;
            case TreeList list:
                List<Tree>? items = null;
                for (int i = 0; i < list.Count; i++)
                {
                    bool deleted = list[i].Get(Directive)?.Text == "delete";
                    Tree cleaned = deleted ? list[i] : Clean(list[i]);
                    if (items is null && (deleted || !ReferenceEquals(cleaned, list[i])))
                    {
                        items = new(list.Count);
                        items.AddRange(list.Items[..i]);
                    }
                    if (!deleted)
                        items?.Add(cleaned);
                }
                return items is null ? value : TreeList.Of(items);
            default:
                return value;
        }
    }

    /// <summary>Never leaves this class: turned into a result at the entry.</summary>
    private sealed class Refusal(string message, bool malformed = false) : Exception(message)
    {
        /// <summary>Kubernetes has a name for the mistake, and so a 400.</summary>
        public bool IsMalformed => malformed;
    }
}
