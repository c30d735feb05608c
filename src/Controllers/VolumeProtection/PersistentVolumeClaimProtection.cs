using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.PersistentVolumes;

namespace Kubesharp.Controllers.VolumeProtection;

/// <summary>
/// Keeps a claim that is being deleted until no Pod uses it any more. The key is a namespace: all its claims that wait
/// are looked at together, so that the Pods are read from the API once for all of them.
/// </summary>
public sealed class PersistentVolumeClaimProtection(ApiClient client, Cache cache) : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.Named("persistentvolumeclaim-protection-controller")
        .Watches<PersistentVolumeClaim>(static claim =>
            Protection.IsHeldBack(claim.Metadata, Protection.OfClaims)
            || Protection.IsMissing(claim.Metadata, Protection.OfClaims)
                ? [NamespaceOf(claim.Metadata)] : [])
        .WatchesChanges<Pod>(static (cache, before, after) =>
            // A Pod that got a node uses its claims; all other changes may mean that it no longer does.
            PodsByClaim.ClaimsOf((after ?? before)!).Any(key => cache.Get<PersistentVolumeClaim>(key) is { } claim
                && Protection.IsHeldBack(claim.Metadata, Protection.OfClaims))
                ? [NamespaceOf((after ?? before)!.Metadata)] : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        IReadOnlyList<Pod>? present = null;
        ApiError? failure = null;
        foreach (PersistentVolumeClaim claim in cache.List<PersistentVolumeClaim>(key.Namespace))
        {
            bool isUsed = Uses(PodsByClaim.Using(cache, ObjectKey.Of(claim)), claim);
            if (Protection.For(claim.Metadata, Protection.OfClaims, isUsed) is not { } metadata)
                continue;
            // The cache may not know the newest Pod yet, and what the finalizer kept would be gone for good.
            if (claim.Metadata.DeletionTimestamp is not null)
            {
                if (present is null)
                {
                    (ObjectList<Pod>? list, ApiError? error) = await client.ListAsync<Pod>(
                        key.Namespace, cancellationToken);
                    if (list is null)
                        return Result.Retry(error!);
                    present = list.Items;
                }
                if (Uses(present, claim))
                    continue;
            }
            ApiError? written = (await client.UpdateAsync(
                claim with { Metadata = metadata }, cancellationToken)).Error;
            if (written is { IsNotFound: false })
                failure = written;
        }
        return Result.From(failure);
    }

    internal static bool Uses(IEnumerable<Pod> pods, PersistentVolumeClaim claim) =>
        pods.Any(pod => Uses(pod, claim));

    /// <summary>
    /// A Pod without a node does not count: the kubelet would not start it with a claim that is being deleted. A Pod
    /// that has ended counts until it is gone, except for a claim that was made for it: the two wait for each other.
    /// </summary>
    private static bool Uses(Pod pod, PersistentVolumeClaim claim)
    {
        if (pod.Spec.NodeName.Length == 0)
            return false;
        bool isShutDown = pod.Metadata.DeletionTimestamp is not null
            && pod.Metadata.DeletionGracePeriodSeconds == 0;
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (PodsByClaim.NameOf(pod, volume) == claim.Metadata.Name
                && (volume.PersistentVolumeClaim is not null
                    || (!isShutDown && claim.Metadata.OwnerReferences.Any(owner => owner.Uid == pod.Metadata.Uid))))
                return true;
        }
        return false;
    }

    private static ObjectKey NamespaceOf(ObjectMeta metadata) => new(metadata.Namespace, "");
}
