using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Admission;

namespace Kubesharp.Tests.ApiServer.Admission;

/// <summary>Objects by resource, namespace and name, in name order: the reader's contract without a store.</summary>
internal sealed class ObjectTable : IObjectReader
{
    private readonly Dictionary<GroupVersionResource, SortedDictionary<string, ApiObject>> tables = [];
    private readonly Dictionary<GroupVersionResource, long> versions = [];
    private int uids;

    public ObjectTable Add(GroupVersionResource resource, params ApiObject[] objects)
    {
        foreach (ApiObject added in objects)
        {
            ApiObject stored = added.Metadata.Uid.Length > 0
                ? added
                : added with { Metadata = added.Metadata with { Uid = $"uid-{++uids}" } };
            if (!tables.TryGetValue(resource, out SortedDictionary<string, ApiObject>? table))
                tables[resource] = table = new(StringComparer.Ordinal);
            table[Key(stored.Metadata.Namespace, stored.Metadata.Name)] = stored;
        }
        versions[resource] = Version(resource) + 1;
        return this;
    }

    public void Remove(GroupVersionResource resource, string @namespace, string name)
    {
        tables[resource].Remove(Key(@namespace, name));
        versions[resource] = Version(resource) + 1;
    }

    public ApiObject? Get(GroupVersionResource resource, string @namespace, string name) =>
        tables.GetValueOrDefault(resource)?.GetValueOrDefault(Key(@namespace, name));

    public ValueTask<ApiObject?> GetFreshAsync(
        GroupVersionResource resource, string @namespace, string name, CancellationToken cancellationToken) =>
        new(Get(resource, @namespace, name));

    public IReadOnlyList<ApiObject> List(GroupVersionResource resource, string @namespace) =>
        tables.TryGetValue(resource, out SortedDictionary<string, ApiObject>? table)
            ? [.. table.Values.Where(found => @namespace.Length == 0 || found.Metadata.Namespace == @namespace)]
            : [];

    public IReadOnlyList<Pod> PodsOnNode(string nodeName) =>
        [.. List(new("", "v1", "pods"), "").Cast<Pod>().Where(pod => pod.Spec.NodeName == nodeName)];

    public long Version(GroupVersionResource resource) => versions.GetValueOrDefault(resource);

    private static string Key(string @namespace, string name) => $"{@namespace}/{name}";
}
