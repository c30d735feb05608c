using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.PersistentVolumes;

/// <summary>What a claim's status says about its volume. Pure.</summary>
internal static class ClaimStatus
{
    /// <param name="volume">The claim's volume; null: it has none.</param>
    public static PersistentVolumeClaimStatus For(
        PersistentVolumeClaim claim, string phase, PersistentVolume? volume)
    {
        PersistentVolumeClaimStatus status = claim.Status with { Phase = phase };
        if (volume is null)
        {
            return status with
            {
                AccessModes = [], Capacity = Maps.None<Quantity>(), CurrentVolumeAttributesClassName = null,
            };
        }
        status = status with { AccessModes = volume.Spec.AccessModes };
        // Only on the way to Bound: later the size and attributes are those that a resize has reached so far.
        if (claim.Status.Phase == phase && status.Capacity.ContainsKey("storage"))
            return status;
        return status with
        {
            Capacity = volume.Spec.Capacity,
            CurrentVolumeAttributesClassName = volume.Spec.VolumeAttributesClassName,
        };
    }
}
