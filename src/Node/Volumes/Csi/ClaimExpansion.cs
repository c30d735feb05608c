using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>What a claim says while its volume grows on the node. Pure.</summary>
internal static class ClaimExpansion
{
    private const string Storage = "storage";

    /// <summary>
    /// The size that the volume has and the claim does not know of: the controller has done its part. Null when there
    /// is nothing to do, or the node has failed for good and waits for another size.
    /// </summary>
    public static Quantity? Wanted(PersistentVolumeClaim claim, PersistentVolume volume)
    {
        if (claim.Status.Phase != PersistentVolumeClaimPhase.Bound
            || !volume.Spec.Capacity.TryGetValue(Storage, out Quantity has)
            || !claim.Status.Capacity.TryGetValue(Storage, out Quantity known)
            || claim.Status.AllocatedResourceStatuses.GetValueOrDefault(Storage)
                == ClaimResourceStatus.NodeResizeInfeasible)
            return null;
        return has > known ? has : null;
    }

    /// <summary>Grown: the claim has the size, and nothing is pending.</summary>
    public static PersistentVolumeClaimStatus Finished(PersistentVolumeClaimStatus status, Quantity size)
    {
        Dictionary<string, string> left = new(status.AllocatedResourceStatuses, StringComparer.Ordinal);
        left.Remove(Storage);
        return status with
        {
            Capacity = new Dictionary<string, Quantity>(status.Capacity, StringComparer.Ordinal) { [Storage] = size },
            AllocatedResourceStatuses = left,
            Conditions = [.. status.Conditions.Where(static condition => !IsOfResize(condition.Type))],
        };
    }

    /// <summary>The driver will never do it.</summary>
    public static PersistentVolumeClaimStatus Infeasible(
        PersistentVolumeClaimStatus status, string cause, DateTimeOffset now) => status with
    {
        AllocatedResourceStatuses =
            new Dictionary<string, string>(status.AllocatedResourceStatuses, StringComparer.Ordinal)
            {
                [Storage] = ClaimResourceStatus.NodeResizeInfeasible,
            },
        Conditions =
        [
            .. status.Conditions.Where(static condition =>
                condition.Type != PersistentVolumeClaimConditionType.NodeResizeError),
            new()
            {
                Type = PersistentVolumeClaimConditionType.NodeResizeError,
                Status = ConditionStatus.True,
                LastTransitionTime = new Time(now),
                Message = $"failed to expand pvc with {cause}",
            },
        ],
    };

    private static bool IsOfResize(string type) => type
        is PersistentVolumeClaimConditionType.Resizing or PersistentVolumeClaimConditionType.FileSystemResizePending
        or PersistentVolumeClaimConditionType.ControllerResizeError
        or PersistentVolumeClaimConditionType.NodeResizeError;
}
