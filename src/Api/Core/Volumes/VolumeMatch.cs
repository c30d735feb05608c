using Kubesharp.Api.Selectors;

namespace Kubesharp.Api.Core;

/// <summary>
/// Which PersistentVolume serves a claim: asked by the volume binder and, for a node, by the scheduler.
/// </summary>
public static class VolumeMatch
{
    /// <summary>
    /// The volumes that serve the claim, best first: the one that is promised to it, alone; else those that are free
    /// and fit, first with the fewest access modes, then the smallest, then by name.
    /// </summary>
    /// <param name="isTaken">Leaves out volumes that are set aside for somebody else.</param>
    /// <param name="promisedOnly">Only what is promised: the scheduler chooses among the free ones.</param>
    public static IReadOnlyList<PersistentVolume> All(
        PersistentVolumeClaim claim, IEnumerable<PersistentVolume> volumes,
        Func<PersistentVolume, bool>? isTaken = null, bool promisedOnly = false)
    {
        Quantity wanted = ClaimBinding.SizeOf(claim);
        string className = ClaimBinding.ClassOf(claim);
        LabelQuery selector = claim.Spec.Selector is null ? LabelQuery.Everything : LabelQuery.Of(claim.Spec.Selector);
        List<PersistentVolume> found = [];
        foreach (PersistentVolume volume in volumes)
        {
            bool isPromised = ClaimBinding.IsPromised(volume, claim);
            if (!isPromised && (promisedOnly || volume.Spec.ClaimRef is not null || volume.Status.Phase != "Available"
                || ClaimBinding.ClassOf(volume) != className
                || !HasAttributes(volume, claim)
                || !selector.Matches(volume.Metadata.Labels)))
                continue;
            if (volume.Metadata.DeletionTimestamp is not null
                || ModeOf(volume) != ModeOf(claim)
                || ClaimBinding.SizeOf(volume).CompareTo(wanted) < 0
                || !HasAccessModes(volume, claim)
                || isTaken?.Invoke(volume) == true)
                continue;
            if (isPromised)
                return [volume];
            found.Add(volume);
        }
        found.Sort(Compare);
        return found;
    }

    /// <summary>Why a volume that the claim names cannot be its own, with upstream's words; null: it can.</summary>
    public static string? Mismatch(PersistentVolume volume, PersistentVolumeClaim claim)
    {
        if (volume.Metadata.DeletionTimestamp is not null)
            return $"the volume is marked for deletion \"{volume.Metadata.Name}\"";
        if (ClaimBinding.SizeOf(volume).CompareTo(ClaimBinding.SizeOf(claim)) < 0)
            return "requested PV is too small";
        if (ClaimBinding.ClassOf(volume) != ClaimBinding.ClassOf(claim))
            return "storageClassName does not match";
        if (!HasAttributes(volume, claim))
            return "volumeAttributesClassName does not match";
        if (ModeOf(volume) != ModeOf(claim))
            return "incompatible volumeMode";
        return HasAccessModes(volume, claim) ? null : "incompatible accessMode";
    }

    public static bool HasSameMode(PersistentVolume volume, PersistentVolumeClaim claim) =>
        ModeOf(volume) == ModeOf(claim);

    private static string ModeOf(PersistentVolume volume) => volume.Spec.VolumeMode ?? "Filesystem";

    private static string ModeOf(PersistentVolumeClaim claim) => claim.Spec.VolumeMode ?? "Filesystem";

    private static bool HasAccessModes(PersistentVolume volume, PersistentVolumeClaim claim) =>
        claim.Spec.AccessModes.All(volume.Spec.AccessModes.Contains);

    private static bool HasAttributes(PersistentVolume volume, PersistentVolumeClaim claim) =>
        (volume.Spec.VolumeAttributesClassName ?? "") == (claim.Spec.VolumeAttributesClassName ?? "");

    private static int Compare(PersistentVolume left, PersistentVolume right)
    {
        int order = left.Spec.AccessModes.Count.CompareTo(right.Spec.AccessModes.Count);
        if (order == 0)
            order = ClaimBinding.SizeOf(left).CompareTo(ClaimBinding.SizeOf(right));
        return order != 0 ? order : string.CompareOrdinal(left.Metadata.Name, right.Metadata.Name);
    }
}
