using System.Collections.Frozen;
using Kubesharp.Api;

namespace Kubesharp.ApiServer.Discovery;

/// <summary>
/// The resources that this server serves, indexed; built-in ones from the start, custom ones as they come. Readers see
/// one immutable snapshot at a time.
/// </summary>
public sealed class ServedResources
{
    private sealed record Snapshot(
        FrozenDictionary<GroupVersionResource, ResourceDefinition> ByKey,
        FrozenDictionary<string, IReadOnlyList<string>> VersionsByGroup,
        FrozenDictionary<GroupVersion, IReadOnlyList<ResourceDefinition>> ByGroupVersion,
        IReadOnlyList<string> Groups,
        IReadOnlyList<GroupVersion> GroupVersions,
        long Version);

    private volatile Snapshot snapshot;

    public ServedResources(IEnumerable<ResourceDefinition> definitions) => snapshot = Index(definitions, 1);

    /// <summary>Another number after each change.</summary>
    public long Version => snapshot.Version;

    public IReadOnlyList<string> Groups => snapshot.Groups;
    public IReadOnlyList<GroupVersion> GroupVersions => snapshot.GroupVersions;
    public IEnumerable<ResourceDefinition> All => snapshot.ByKey.Values;

    public ResourceDefinition? Find(GroupVersionResource key) => snapshot.ByKey.GetValueOrDefault(key);

    /// <summary>Preferred first.</summary>
    public IReadOnlyList<string> VersionsOf(string group) =>
        snapshot.VersionsByGroup.GetValueOrDefault(group) ?? [];

    /// <summary>In order of their plurals.</summary>
    public IReadOnlyList<ResourceDefinition> ResourcesOf(GroupVersion groupVersion) =>
        snapshot.ByGroupVersion.GetValueOrDefault(groupVersion) ?? [];

    private static Snapshot Index(IEnumerable<ResourceDefinition> definitions, long version)
    {
        ResourceDefinition[] all = [.. definitions.OrderBy(static one => one.Plural, StringComparer.Ordinal)];
        FrozenDictionary<GroupVersion, IReadOnlyList<ResourceDefinition>> byGroupVersion = all
            .GroupBy(static one => new GroupVersion(one.Group, one.Version))
            .ToFrozenDictionary(
                static group => group.Key, static group => (IReadOnlyList<ResourceDefinition>)[.. group]);
        string[] groups = [.. all.Select(static one => one.Group).Distinct()];
        Array.Sort(groups, GroupOrder.Compare);
        Dictionary<string, IReadOnlyList<string>> versions = new(StringComparer.Ordinal);
        List<GroupVersion> groupVersions = [];
        foreach (string group in groups)
        {
            string[] ofGroup =
                [.. byGroupVersion.Keys.Where(key => key.Group == group).Select(static key => key.Version)];
            Array.Sort(ofGroup, GroupOrder.CompareVersions);
            versions[group] = ofGroup;
            foreach (string one in ofGroup)
                groupVersions.Add(new(group, one));
        }
        return new(
            all.ToFrozenDictionary(static one => one.Key), versions.ToFrozenDictionary(StringComparer.Ordinal),
            byGroupVersion, groups, groupVersions, version);
    }
}
