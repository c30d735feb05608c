using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.PersistentVolumes;

/// <summary>What is to be done about a volume. One of these, never several.</summary>
internal abstract record VolumeStep
{
    private VolumeStep()
    {
    }

    public static VolumeStep None { get; } = new Nothing();

    public sealed record Nothing : VolumeStep;

    /// <summary>The phase changes; a reason makes it an event.</summary>
    public sealed record Enter(string Phase, string Reason = "", string Message = "") : VolumeStep;

    /// <summary>
    /// The claim has gone elsewhere: the promise is taken back, or, when the user made it, only its uid.
    /// </summary>
    public sealed record Unbind : VolumeStep;

    /// <summary>Volume and claim name each other but cannot be used together.</summary>
    public sealed record Mismatch(PersistentVolumeClaim Claim) : VolumeStep;
}

/// <summary>Decides what becomes of a volume. Pure; texts are upstream's.</summary>
internal static class VolumePlan
{
    private const string Available = "Available";
    private const string Bound = "Bound";
    private const string Released = "Released";
    private const string Failed = "Failed";

    /// <param name="claim">The claim with the name that the volume is promised to; null: there is none.</param>
    public static VolumeStep For(PersistentVolume volume, PersistentVolumeClaim? claim)
    {
        // Free, or promised to a claim that has yet to come: the claim's own turn binds it.
        if (volume.Spec.ClaimRef is not { Uid.Length: > 0 } reference)
            return Enter(volume, Available);
        if (claim is null || claim.Metadata.Uid != reference.Uid)
            return Reclaim(volume);
        if (claim.Spec.VolumeName.Length == 0)
            return VolumeMatch.HasSameMode(volume, claim) ? VolumeStep.None : new VolumeStep.Mismatch(claim);
        if (claim.Spec.VolumeName == volume.Metadata.Name)
            return Enter(volume, Bound);
        bool isSpare = volume.Spec.PersistentVolumeReclaimPolicy == "Delete"
            && volume.Metadata.Annotations.ContainsKey(ClaimBinding.ProvisionedBy);
        return isSpare ? Reclaim(volume) : new VolumeStep.Unbind();
    }

    /// <summary>The volume without its promise; one that the user made loses its uid only.</summary>
    public static PersistentVolume Unbound(PersistentVolume volume)
    {
        if (!volume.Metadata.Annotations.ContainsKey(ClaimBinding.BoundByController))
        {
            return volume with
            {
                Spec = volume.Spec with { ClaimRef = volume.Spec.ClaimRef! with { Uid = "", ResourceVersion = "" } },
            };
        }
        Dictionary<string, string> annotations = new(volume.Metadata.Annotations, StringComparer.Ordinal);
        annotations.Remove(ClaimBinding.BoundByController);
        return volume with
        {
            Metadata = volume.Metadata with { Annotations = annotations },
            Spec = volume.Spec with { ClaimRef = null },
        };
    }

    // Its claim is gone. It is shown as Released first; then its policy says what follows.
    private static VolumeStep Reclaim(PersistentVolume volume)
    {
        if (volume.Status.Phase == Failed)
            return VolumeStep.None; // What went wrong stays to be seen.
        if (volume.Status.Phase != Released)
            return new VolumeStep.Enter(Released);
        return volume.Spec.PersistentVolumeReclaimPolicy switch
        {
            "Retain" => VolumeStep.None,
            "Recycle" => new VolumeStep.Enter(
                Failed, "VolumeFailedRecycle", "No recycler plugin found for the volume!"),
            "Delete" => Delete(volume),
            _ => new VolumeStep.Enter(
                Failed, "VolumeUnknownReclaimPolicy", "Volume has unrecognized PersistentVolumeReclaimPolicy"),
        };
    }

    // Whoever provisioned a volume sees that it is Released and deletes it. Nothing inside deletes what is on a disk.
    private static VolumeStep Delete(PersistentVolume volume)
    {
        string by = volume.Metadata.Annotations.GetValueOrDefault(ClaimBinding.ProvisionedBy, "");
        if (by.Length > 0 && !by.StartsWith("kubernetes.io/", StringComparison.Ordinal))
            return VolumeStep.None;
        string why = volume.Spec.HostPath is { } hostPath
            ? $"host_path deleter only supports /tmp/.+ but received provided {hostPath.Path}"
            : $"error getting deleter volume plugin for volume \"{volume.Metadata.Name}\": "
                + (volume.Spec.Local is null && volume.Spec.Nfs is null
                    ? "no volume plugin matched" : "no deletable volume plugin matched");
        return new VolumeStep.Enter(Failed, "VolumeFailedDelete", why);
    }

    private static VolumeStep Enter(PersistentVolume volume, string phase) =>
        volume.Status.Phase == phase ? VolumeStep.None : new VolumeStep.Enter(phase);
}
