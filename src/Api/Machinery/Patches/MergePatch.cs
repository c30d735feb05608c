using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Patches;

/// <summary>RFC 7396: objects merge member by member, null removes, anything else replaces.</summary>
public static class MergePatch
{
    /// <summary>Applies a patch, which must be an object.</summary>
    public static PatchResult Apply(Tree target, Tree patch) =>
        patch is TreeObject
            ? PatchResult.Of(Merge(target, patch))
            : PatchResult.Malformed("Invalid JSON Patch");

    /// <summary>The merge itself, for any two values.</summary>
    public static Tree Merge(Tree? target, Tree patch)
    {
        if (patch is not TreeObject changes)
            return patch;
        var builder = new TreeObject.Builder(target as TreeObject ?? TreeObject.Empty);
        foreach ((string key, Tree value) in changes.Members)
        {
            if (value.IsNull)
                builder.Remove(key);
            else
                builder.Set(key, Merge(builder[key], value));
        }
        return builder.Build();
    }

    /// <summary>The smallest patch that makes <paramref name="to"/> of <paramref name="from"/>.</summary>
    public static Tree Diff(Tree from, Tree to)
    {
        if (from is not TreeObject before || to is not TreeObject after)
            return to;
        var builder = new TreeObject.Builder();
        foreach ((string key, Tree value) in before.Members)
        {
            if (!after.TryGet(key, out Tree? changed))
                builder.Set(key, Tree.Null);
            else if (!value.Equals(changed))
                builder.Set(key, Diff(value, changed));
        }
        foreach ((string key, Tree value) in after.Members)
        {
            if (!before.Has(key))
                builder.Set(key, value);
        }
        return builder.Build();
    }
}
