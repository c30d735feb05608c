using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins.Volumes;

/// <summary>Which nodes can use a volume, or have one made.</summary>
internal static class VolumeTopology
{
    public static bool AllowsNode(PersistentVolume volume, Node node) =>
        volume.Spec.NodeAffinity?.Required is not { } required || NodeSelection.Matches(required, node);

    public static bool AllowsNode(StorageClass storageClass, Node node)
    {
        if (storageClass.AllowedTopologies.Count == 0)
            return true;
        foreach (TopologySelectorTerm term in storageClass.AllowedTopologies)
        {
            bool matches = true;
            foreach (TopologySelectorLabelRequirement requirement in term.MatchLabelExpressions)
            {
                matches &= node.Metadata.Labels.TryGetValue(requirement.Key, out string? value)
                    && requirement.Values.Contains(value);
            }
            if (matches)
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether a driver that publishes its free space (CSIStorageCapacity) says that a volume of the size can be made
    /// for the node. One that publishes none is trusted.
    /// </summary>
    public static bool HasCapacity(
        ClusterObjects objects, PersistentVolumeClaim claim, StorageClass storageClass, Node node)
    {
        if (objects.Get<CSIDriver>(storageClass.Provisioner) is not { Spec.StorageCapacity: true })
            return true;
        Quantity wanted = ClaimBinding.SizeOf(claim);
        foreach (CSIStorageCapacity capacity in objects.List<CSIStorageCapacity>())
        {
            // Above the largest volume that can be made there is no use in more space.
            if (capacity.StorageClassName == storageClass.Metadata.Name
                && (capacity.MaximumVolumeSize ?? capacity.Capacity) is { } limit && limit.CompareTo(wanted) >= 0
                && capacity.NodeTopology is not null
                && LabelQuery.Of(capacity.NodeTopology).Matches(node.Metadata.Labels))
                return true;
        }
        return false;
    }
}
