using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission;

/// <summary>
/// Current objects out of the watch caches: immutable, uncopied, and never older than the last write that this server
/// has answered. Safe from any thread.
/// </summary>
public interface IObjectReader
{
    /// <param name="resource">Group, version and plural; a version that is served.</param>
    /// <param name="namespace">Empty for cluster-scoped resources.</param>
    /// <param name="name">The object's name.</param>
    ApiObject? Get(GroupVersionResource resource, string @namespace, string name);

    /// <summary>Waits until the cache holds all that the store held at the time of the call, then reads.</summary>
    ValueTask<ApiObject?> GetFreshAsync(
        GroupVersionResource resource, string @namespace, string name, CancellationToken cancellationToken);

    /// <summary>A snapshot in name order; an empty namespace means all.</summary>
    IReadOnlyList<ApiObject> List(GroupVersionResource resource, string @namespace);

    /// <summary>The Pods whose spec.nodeName is the given one; an index, not a scan.</summary>
    IReadOnlyList<Pod> PodsOnNode(string nodeName);

    /// <summary>A number that is another one after each change of the collection.</summary>
    long Version(GroupVersionResource resource);
}
