using System.Collections.Frozen;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Storage;
using Kubesharp.ApiServer.WatchCache;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Objects;

/// <summary>
/// One watch cache for each stored resource, shared by every version of it, and the view of them that authorization and
/// admission have.
/// </summary>
public sealed class Caches : IObjectReader
{
    private readonly FrozenDictionary<GroupVersionResource, ResourceCache<EncodedObject>> byResource;
    private readonly IStore store;
    private readonly TimeProvider time;

    public Caches(ServedResources registry, IStore store, TimeProvider time)
    {
        this.store = store;
        this.time = time;
        Dictionary<GroupVersionResource, ResourceCache<EncodedObject>> caches = [];
        foreach (ResourceDefinition definition in registry.All)
        {
            if (IsStored(definition))
                caches[definition.Key] = Create(definition);
        }
        byResource = caches.ToFrozenDictionary();
    }

    /// <summary>Reviews and the like are answered, not kept.</summary>
    public static bool IsStored(ResourceDefinition definition) =>
        definition.Verbs.Contains("get") && !MetricsApi.ResourceMetrics.Owns(definition);

    /// <summary>Starts every cache's loop; they end with the token.</summary>
    public IReadOnlyList<Task> Start(CancellationToken cancellationToken)
    {
        List<Task> loops = [];
        foreach ((GroupVersionResource resource, ResourceCache<EncodedObject> cache) in byResource)
            loops.Add(Loop.Run($"cache of {resource.GroupResource}", time, cache.RunAsync, cancellationToken));
        return loops;
    }

    /// <summary>Waits until each cache holds what the store held at the time of the call.</summary>
    public async Task WaitUntilFreshAsync(CancellationToken cancellationToken)
    {
        long current = await store.GetCurrentRevisionAsync(cancellationToken);
        foreach (ResourceCache<EncodedObject> cache in byResource.Values)
        {
            while (!await cache.WaitForRevisionAsync(current, cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();
        }
    }

    internal IEnumerable<ResourceCache<EncodedObject>> All => byResource.Values;

    public ResourceCache<EncodedObject> Of(ResourceDefinition definition) => byResource[definition.Key];

    /// <summary>
    /// A stored value in the form that the cache shares, when the cache holds that very version: then it is decoded at
    /// most once for all readers.
    /// </summary>
    public EncodedObject Shared(ResourceDefinition definition, StoredValue value) =>
        byResource.TryGetValue(definition.Key, out ResourceCache<EncodedObject>? cache)
        && cache.Snapshot.TryGet(value.Key[cache.Options.Prefix.Length..], out EncodedObject? cached)
        && cached.Revision == value.ModRevision
            ? cached
            : ObjectStorage.Decode(definition, value);

    public ApiObject? Get(GroupVersionResource resource, string @namespace, string name) =>
        byResource.TryGetValue(resource, out ResourceCache<EncodedObject>? cache)
        && cache.Snapshot.TryGet(Key(@namespace, name), out EncodedObject? found)
            ? (ApiObject)found.Value
            : null;

    public async ValueTask<ApiObject?> GetFreshAsync(
        GroupVersionResource resource, string @namespace, string name, CancellationToken cancellationToken)
    {
        if (byResource.TryGetValue(resource, out ResourceCache<EncodedObject>? cache))
            await cache.ReadNewestAsync(cancellationToken);
        return Get(resource, @namespace, name);
    }

    public IReadOnlyList<ApiObject> List(GroupVersionResource resource, string @namespace)
    {
        if (!byResource.TryGetValue(resource, out ResourceCache<EncodedObject>? cache))
            return [];
        CacheSnapshot<EncodedObject> snapshot = cache.Snapshot;
        string prefix = @namespace.Length == 0 ? "" : @namespace + "/";
        List<ApiObject> objects = new(snapshot.CountPrefix(prefix));
        foreach ((_, EncodedObject item) in snapshot.Scan(prefix))
            objects.Add((ApiObject)item.Value);
        return objects;
    }

    public IReadOnlyList<Pod> PodsOnNode(string nodeName)
    {
        if (!byResource.TryGetValue(new("", "v1", "pods"), out ResourceCache<EncodedObject>? cache))
            return [];
        List<Pod> pods = [];
        foreach ((_, EncodedObject item) in cache.Snapshot.ScanIndex(nodeName))
            pods.Add((Pod)item.Value);
        return pods;
    }

    // A quiet resource's cache moves to newer revisions without a change, which only makes its readers look again.
    public long Version(GroupVersionResource resource) =>
        byResource.TryGetValue(resource, out ResourceCache<EncodedObject>? cache) ? cache.Snapshot.Revision : 0;

    private static string Key(string @namespace, string name) =>
        @namespace.Length == 0 ? name : string.Concat(@namespace, "/", name);

    private ResourceCache<EncodedObject> Create(ResourceDefinition definition)
    {
        bool indexed = definition.Codec.Type == typeof(Pod);
        return new(
            new ResourceCacheOptions<EncodedObject>
            {
                Prefix = ObjectStorage.Prefix(definition),
                Read = stored => ObjectStorage.Decode(definition, stored),
                LabelsOf = static item => ((ApiObject)item.Value).Metadata.Labels,
                IndexBy = indexed ? PodNode.NameOf : null,
            },
            store, time);
    }
}
