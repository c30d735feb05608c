using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.StatefulSets;

/// <summary>
/// Who owns a claim, so that the garbage collector deletes it when the retention policy says so: the set for
/// <c>whenDeleted: Delete</c>, a Pod that is scaled away for <c>whenScaled: Delete</c>, nobody for <c>Retain</c>. Pure.
/// </summary>
internal static class ClaimRetention
{
    private const string Delete = "Delete";

    /// <summary>
    /// The claim with the owners that the policy asks for; the same one when it has them, or when somebody else
    /// controls it.
    /// </summary>
    /// <param name="pod">The Pod of the ordinal; null before it exists.</param>
    /// <param name="isCondemned">The ordinal is beyond the set's size.</param>
    public static PersistentVolumeClaim Apply(StatefulSet set, Pod? pod, bool isCondemned, PersistentVolumeClaim claim)
    {
        if (Ownership.ControllerOf(claim) is { } other
            && other.Uid != set.Metadata.Uid && !IsPod(other, claim, set))
            return claim;
        bool podOwns = isCondemned && WhenScaled(set) == Delete;
        bool setOwns = !podOwns && WhenDeleted(set) == Delete;
        List<OwnerReference> owners =
        [
            .. claim.Metadata.OwnerReferences.Where(owner =>
                owner.Uid == set.Metadata.Uid ? setOwns : !IsPod(owner, claim, set)
                    || (podOwns && owner.Uid == pod?.Metadata.Uid)),
        ];
        if (setOwns && owners.TrueForAll(owner => owner.Uid != set.Metadata.Uid))
            owners.Add(Ownership.ReferenceTo(set));
        if (podOwns && pod is not null && owners.TrueForAll(owner => owner.Uid != pod.Metadata.Uid))
            owners.Add(Ownership.ReferenceTo(pod));
        return owners.SequenceEqual(claim.Metadata.OwnerReferences)
            ? claim
            : claim with { Metadata = claim.Metadata with { OwnerReferences = owners } };
    }

    /// <summary>
    /// The claim is about to go with an earlier Pod of the ordinal: a new Pod must wait until it is gone.
    /// </summary>
    public static bool IsStale(StatefulSet set, string podName, PersistentVolumeClaim claim) =>
        WhenScaled(set) == Delete
        && claim.Metadata.OwnerReferences.Any(owner => owner.Kind == "Pod" && owner.Name == podName);

    private static bool IsPod(OwnerReference owner, PersistentVolumeClaim claim, StatefulSet set) =>
        owner is { Kind: "Pod", ApiVersion: "v1" }
        && owner.Name.StartsWith(set.Metadata.Name + "-", StringComparison.Ordinal)
        && claim.Metadata.Name.EndsWith("-" + owner.Name, StringComparison.Ordinal);

    private static string WhenDeleted(StatefulSet set) =>
        set.Spec.PersistentVolumeClaimRetentionPolicy?.WhenDeleted ?? "";

    private static string WhenScaled(StatefulSet set) =>
        set.Spec.PersistentVolumeClaimRetentionPolicy?.WhenScaled ?? "";
}
