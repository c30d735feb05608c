using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.Controllers.GarbageCollection;

/// <summary>What the collector knows about one object: enough to decide, no more.</summary>
internal sealed record GraphNode(
    ResourceDefinition Resource, string Namespace, string Name, string Uid, IReadOnlyList<OwnerReference> Owners,
    bool IsDeleting, IReadOnlyList<string> Finalizers)
{
    public static GraphNode Of(ResourceDefinition resource, ApiObject value) => new(
        resource, value.Metadata.Namespace, value.Metadata.Name, value.Metadata.Uid, value.Metadata.OwnerReferences,
        value.Metadata.DeletionTimestamp is not null, value.Metadata.Finalizers);

    public bool Has(string finalizer) => Finalizers.Contains(finalizer);
}

/// <summary>
/// Who owns whom, by uid, over all kinds. Invariant: dependents[u] holds exactly the uids of nodes that name u as an
/// owner. Guarded by one lock; changed by informer loops, read by the collector's workers.
/// </summary>
internal sealed class OwnerGraph
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, GraphNode> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> dependents = new(StringComparer.Ordinal);

    public GraphNode? Find(string uid)
    {
        lock (gate)
            return nodes.GetValueOrDefault(uid);
    }

    public IReadOnlyList<GraphNode> DependentsOf(string uid)
    {
        lock (gate)
        {
            if (!dependents.TryGetValue(uid, out HashSet<string>? uids))
                return [];
            List<GraphNode> found = new(uids.Count);
            foreach (string dependent in uids)
                found.Add(nodes[dependent]);
            return found;
        }
    }

    public void Set(GraphNode node)
    {
        lock (gate)
        {
            Unlink(node.Uid);
            nodes[node.Uid] = node;
            foreach (OwnerReference owner in node.Owners)
            {
                if (!dependents.TryGetValue(owner.Uid, out HashSet<string>? uids))
                    dependents[owner.Uid] = uids = new(StringComparer.Ordinal);
                uids.Add(node.Uid);
            }
        }
    }

    public void Remove(string uid)
    {
        lock (gate)
        {
            Unlink(uid);
            nodes.Remove(uid);
        }
    }

    private void Unlink(string uid)
    {
        if (!nodes.TryGetValue(uid, out GraphNode? known))
            return;
        foreach (OwnerReference owner in known.Owners)
        {
            if (dependents.TryGetValue(owner.Uid, out HashSet<string>? uids) && uids.Remove(uid) && uids.Count == 0)
                dependents.Remove(owner.Uid);
        }
    }
}
