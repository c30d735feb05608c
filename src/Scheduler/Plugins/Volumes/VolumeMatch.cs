using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins.Volumes;

/// <summary>Which PersistentVolume serves a claim on a node.</summary>
internal static class VolumeMatch
{
    /// <summary>
    /// The smallest volume that is free and fits; one that is promised to the claim already goes first. Null: none.
    /// </summary>
    public static PersistentVolume? Find(
        PersistentVolumeClaim claim, IEnumerable<PersistentVolume> volumes, NodeInfo node,
        Func<PersistentVolume, bool> isTaken)
    {
        Quantity wanted = claim.Spec.Resources.Requests.GetValueOrDefault("storage");
        LabelQuery selector = claim.Spec.Selector is null ? LabelQuery.Everything : LabelQuery.Of(claim.Spec.Selector);
        PersistentVolume? best = null;
        foreach (PersistentVolume volume in volumes)
        {
            if (volume.Metadata.DeletionTimestamp is not null || isTaken(volume)
                || (volume.Spec.VolumeMode ?? "Filesystem") != (claim.Spec.VolumeMode ?? "Filesystem")
                || volume.Spec.Capacity.GetValueOrDefault("storage").CompareTo(wanted) < 0
                || !AllowsNode(volume, node))
                continue;
            if (volume.Spec.ClaimRef is { } promised)
            {
                if (promised.Name == claim.Metadata.Name && promised.Namespace == claim.Metadata.Namespace
                    && (promised.Uid.Length == 0 || promised.Uid == claim.Metadata.Uid))
                    return volume;
                continue;
            }
            if (volume.Status.Phase is not ("" or "Available")
                || volume.Spec.StorageClassName != (claim.Spec.StorageClassName ?? "")
                || !claim.Spec.AccessModes.All(volume.Spec.AccessModes.Contains)
                || !selector.Matches(volume.Metadata.Labels))
                continue;
            if (best is null || Smaller(volume, best))
                best = volume;
        }
        return best;
    }

    public static bool AllowsNode(PersistentVolume volume, NodeInfo node) =>
        volume.Spec.NodeAffinity?.Required is not { } required || NodeSelection.Matches(required, node.Node);

    public static bool AllowsNode(StorageClass storageClass, NodeInfo node)
    {
        if (storageClass.AllowedTopologies.Count == 0)
            return true;
        foreach (TopologySelectorTerm term in storageClass.AllowedTopologies)
        {
            bool matches = true;
            foreach (TopologySelectorLabelRequirement requirement in term.MatchLabelExpressions)
            {
                matches &= node.Node.Metadata.Labels.TryGetValue(requirement.Key, out string? value)
                    && requirement.Values.Contains(value);
            }
            if (matches)
                return true;
        }
        return false;
    }

    private static bool Smaller(PersistentVolume left, PersistentVolume right)
    {
        int order = left.Spec.Capacity.GetValueOrDefault("storage")
            .CompareTo(right.Spec.Capacity.GetValueOrDefault("storage"));
        return order < 0 || (order == 0 && string.CompareOrdinal(left.Metadata.Name, right.Metadata.Name) < 0);
    }
}
