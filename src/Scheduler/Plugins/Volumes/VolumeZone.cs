using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins.Volumes;

/// <summary>A volume with the label of a zone or region is used there only.</summary>
public sealed class VolumeZone(ClusterObjects objects) : IPreFilterPlugin, IFilterPlugin
{
    private const string StateKey = nameof(VolumeZone);
    private const string OldZone = "failure-domain.beta.kubernetes.io/zone";
    private const string OldRegion = "failure-domain.beta.kubernetes.io/region";
    private const string Zone = "topology.kubernetes.io/zone";
    private const string Region = "topology.kubernetes.io/region";

    private static readonly string[] Keys = [OldZone, OldRegion, Zone, Region];
    private static readonly Status Rejection = Status.Unresolvable("node(s) had no available volume zone");

    public string Name => nameof(VolumeZone);

    public IReadOnlyList<EventRegistration> Events { get; } =
    [
        new(EventResource.StorageClass, EventAction.Add),
        new(EventResource.Node, EventAction.Add | EventAction.NodeLabels),
        new(EventResource.PersistentVolumeClaim, EventAction.Add | EventAction.Update),
        new(EventResource.PersistentVolume, EventAction.Add | EventAction.Update),
    ];

    public PreFilterResult PreFilter(CycleState state, PodInfo pod, ClusterSnapshot snapshot)
    {
        List<(string Key, string[] Values)> demands = [];
        foreach (string name in pod.Claims)
        {
            if (objects.Get<PersistentVolumeClaim>(pod.Pod.Metadata.Namespace, name) is not { } claim)
                return Status.Unresolvable($"persistentvolumeclaim \"{name}\" not found");
            if (claim.Spec.VolumeName.Length == 0)
            {
                if (ClaimBinding.ClassOf(claim) is not { Length: > 0 } className)
                    return Status.Unresolvable("PersistentVolumeClaim had no pv name and storageClass name");
                if (objects.Get<StorageClass>(className) is not { } storageClass)
                    return Status.Unresolvable($"storageclass.storage.k8s.io \"{className}\" not found");
                if (storageClass.VolumeBindingMode == "WaitForFirstConsumer")
                    continue; // Volume binding looks after it.
                return Status.Unresolvable("PersistentVolume had no name");
            }
            if (objects.Get<PersistentVolume>(claim.Spec.VolumeName) is not { } volume)
                return Status.Unresolvable($"persistentvolume \"{claim.Spec.VolumeName}\" not found");
            foreach (string key in Keys)
            {
                // A volume in several zones lists them with two underscores between.
                if (volume.Metadata.Labels.TryGetValue(key, out string? values))
                    demands.Add((key, values.Split("__")));
            }
        }
        if (demands.Count == 0)
            return Status.Skip;
        state.Set(StateKey, demands);
        return Status.Success;
    }

    public Status Filter(CycleState state, PodInfo pod, NodeInfo node)
    {
        IReadOnlyDictionary<string, string> labels = node.Node.Metadata.Labels;
        // A node outside of all zones (a cluster without any) takes every volume.
        if (!Keys.Any(labels.ContainsKey))
            return Status.Success;
        foreach ((string key, string[] values) in state.Get<List<(string Key, string[] Values)>>(StateKey)!)
        {
            if (!labels.TryGetValue(key, out string? actual)
                && !labels.TryGetValue(key == OldZone ? Zone : key == OldRegion ? Region : key, out actual))
                return Rejection;
            if (Array.IndexOf(values, actual) < 0)
                return Rejection;
        }
        return Status.Success;
    }
}
