using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>
/// Which Pods belong together when nobody has said how to spread them: those that the same Services and the same
/// controller select.
/// </summary>
internal sealed class SpreadSelectors(ClusterSnapshot snapshot, ClusterObjects objects)
{
    // Pods of one template ask for the same; the answer holds until some object changes.
    private readonly Dictionary<(PodShape Shape, string Owner), LabelQuery?> known = [];
    private long version = -1;

    /// <summary>Null: nothing selects the Pod.</summary>
    public LabelQuery? Of(PodInfo pod)
    {
        if (version != objects.Version || known.Count > 4096)
        {
            known.Clear();
            version = objects.Version;
        }
        OwnerReference? owner = null;
        foreach (OwnerReference reference in pod.Pod.Metadata.OwnerReferences)
        {
            if (reference.Controller == true)
                owner = reference;
        }
        (PodShape, string) key = (snapshot.ShapeOf(pod), owner?.Uid ?? "");
        if (!known.TryGetValue(key, out LabelQuery? selector))
            known[key] = selector = Find(pod.Pod, owner);
        return selector;
    }

    private LabelQuery? Find(Pod pod, OwnerReference? owner)
    {
        Dictionary<string, string> labels = new(StringComparer.Ordinal);
        foreach (Service service in objects.List<Service>(pod.Metadata.Namespace))
        {
            if (service.Spec.Selector.Count == 0 || !Selects(service.Spec.Selector, pod))
                continue;
            foreach ((string name, string value) in service.Spec.Selector)
                labels[name] = value;
        }
        List<LabelRequirement> requirements = [];
        string space = pod.Metadata.Namespace;
        switch (owner)
        {
            case { Kind: "ReplicationController", ApiVersion: "v1" }:
                if (objects.Get<ReplicationController>(space, owner.Name) is { } controller)
                {
                    foreach ((string name, string value) in controller.Spec.Selector)
                        labels[name] = value;
                }
                break;
            case { Kind: "ReplicaSet", ApiVersion: "apps/v1" }:
                if (objects.Get<ReplicaSet>(space, owner.Name) is { } replicaSet)
                    requirements.AddRange(LabelQuery.Of(replicaSet.Spec.Selector).Requirements);
                break;
            case { Kind: "StatefulSet", ApiVersion: "apps/v1" }:
                if (objects.Get<StatefulSet>(space, owner.Name) is { } statefulSet)
                    requirements.AddRange(LabelQuery.Of(statefulSet.Spec.Selector).Requirements);
                break;
        }
        requirements.AddRange(LabelQuery.Of(labels).Requirements);
        return requirements.Count == 0 ? null : LabelQuery.Of(requirements);
    }

    private static bool Selects(IReadOnlyDictionary<string, string> selector, Pod pod)
    {
        foreach ((string name, string value) in selector)
        {
            if (!pod.Metadata.Labels.TryGetValue(name, out string? actual) || actual != value)
                return false;
        }
        return true;
    }
}
