using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Resource;
using Kubesharp.Controllers.Workloads;
using ResourceClaim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Controllers.ResourceClaims;

/// <summary>Claims that Pods need, and what is left of a claim when Pods have gone. Pure.</summary>
internal static class ResourceClaimPlan
{
    /// <summary>Holds an allocated claim back while something is allocated.</summary>
    public const string Finalizer = "resource.kubernetes.io/delete-protection";
    public const string ClaimNameAnnotation = "resource.kubernetes.io/pod-claim-name";
    /// <summary>Pods that may share a claim.</summary>
    public const int ReservedForMax = 256;

    // Five random characters and a hyphen have to fit behind it, in a name of 63.
    private const int PrefixMax = 57;

    /// <summary>None of its containers runs, or ever will.</summary>
    public static bool IsDone(Pod pod) => pod.Status.Phase is "Succeeded" or "Failed"
        || (pod.Metadata.DeletionTimestamp is not null && pod.Spec.NodeName.Length == 0);

    /// <summary>
    /// The name of the claim behind an entry of a Pod: its own, or that of the one made for it. Null: none is needed,
    /// or none has been made yet.
    /// </summary>
    public static string? NameOf(Pod pod, PodResourceClaim entry) => entry.ResourceClaimName
        ?? pod.Status.ResourceClaimStatuses.FirstOrDefault(one => one.Name == entry.Name)?.ResourceClaimName;

    /// <summary>Whether it has been decided that this entry needs no claim.</summary>
    public static bool NeedsNone(Pod pod, PodResourceClaim entry) => entry.ResourceClaimTemplateName is not null
        && pod.Status.ResourceClaimStatuses.Any(one => one.Name == entry.Name && one.ResourceClaimName is null);

    /// <summary>The claim that a template stands for, made for one Pod.</summary>
    public static ResourceClaim FromTemplate(Pod pod, PodResourceClaim entry, ResourceClaimTemplate template) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            GenerateName = PrefixOf(pod.Metadata.Name, entry.Name),
            Namespace = pod.Metadata.Namespace,
            OwnerReferences = [Ownership.ReferenceTo(pod)],
            Labels = template.Spec.Metadata.Labels,
            Annotations = new Dictionary<string, string>(template.Spec.Metadata.Annotations, StringComparer.Ordinal)
            {
                [ClaimNameAnnotation] = entry.Name,
            },
        },
        Spec = template.Spec.Spec,
    };

    /// <summary>Both names in a prefix, each cut in proportion when they are too long together.</summary>
    internal static string PrefixOf(string pod, string claim)
    {
        string prefix = $"{pod}-{claim}-";
        return prefix.Length <= PrefixMax ? prefix
            : pod[..(pod.Length * PrefixMax / prefix.Length)] + "-"
                + claim[..(claim.Length * PrefixMax / prefix.Length)];
    }

    /// <summary>
    /// The claim without the reservations that are over. When the last one goes so does the allocation: the next Pod
    /// may be on another node.
    /// </summary>
    /// <param name="isOver">Whether the Pod of a reservation will not use it any more.</param>
    public static ResourceClaim Released(ResourceClaim claim, Predicate<ResourceClaimConsumerReference> isOver)
    {
        IReadOnlyList<ResourceClaimConsumerReference> valid =
            [.. claim.Status.ReservedFor.Where(one => !isOver(one))];
        bool shrinks = valid.Count < claim.Status.ReservedFor.Count;
        bool ends = claim.Metadata.DeletionTimestamp is not null && valid.Count == 0;
        if (!shrinks && !ends)
            return claim;
        bool deallocates = valid.Count == 0 && claim.Metadata.Finalizers.Contains(Finalizer);
        return claim with
        {
            Status = claim.Status with
            {
                ReservedFor = valid,
                Allocation = deallocates ? null : claim.Status.Allocation,
                Devices = deallocates ? [] : claim.Status.Devices,
            },
        };
    }

    /// <summary>Whether nothing protects the claim any more that is worth it.</summary>
    public static bool MayBeUnprotected(ResourceClaim claim, bool hasChanged) =>
        claim.Metadata.Finalizers.Contains(Finalizer) && claim.Status.Allocation is null
        && (hasChanged || (claim.Metadata.DeletionTimestamp is not null && claim.Status.ReservedFor.Count == 0));

    /// <summary>The Pod that a claim was made for.</summary>
    public static OwnerReference? PodOf(ResourceClaim claim) => Ownership.ControllerOf(claim) is
        { ApiVersion: "v1", Kind: "Pod" } owner ? owner : null;
}
