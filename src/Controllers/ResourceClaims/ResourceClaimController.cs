using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Resource;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using ResourceClaim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Controllers.ResourceClaims;

/// <summary>
/// Takes reservations of Pods that have ended off claims, gives back what nobody uses, and deletes claims that were
/// made for one Pod which has ended. Claims for Pods are <see cref="PodResourceClaimController"/>'s part.
/// </summary>
public sealed class ResourceClaimController(ApiClient client, Cache cache) : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<ResourceClaim>("resourceclaim-controller")
        .WatchesChanges<Pod>(static (_, before, after) =>
            after is null || ResourceClaimPlan.IsDone(after) ? ClaimsOf((after ?? before)!) : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<ResourceClaim>(key) is not { } claim)
            return Result.Done;
        HashSet<string> over = [];
        foreach (ResourceClaimConsumerReference one in claim.Status.ReservedFor)
        {
            if (one is not { ApiGroup: "", Resource: "pods" })
                return Result.Retry(new ApiError(500, "InternalError", $"unsupported ReservedFor entry: {one}"));
            (bool isOver, ApiError? error) = await IsOverAsync(key.Namespace, one, cancellationToken);
            if (error is not null)
                return Result.Retry(error);
            if (isOver)
                over.Add(one.Uid);
        }
        ResourceClaim released = ResourceClaimPlan.Released(claim, one => over.Contains(one.Uid));
        bool hasChanged = !released.Equals(claim);
        if (hasChanged)
        {
            ApiResult<ResourceClaim> written = await client.UpdateStatusAsync(released, cancellationToken);
            if (written.Value is not { } now)
                return written.Error is { IsNotFound: true } ? Result.Done : Result.Retry(written.Error!);
            claim = now;
        }
        if (ResourceClaimPlan.MayBeUnprotected(claim, hasChanged))
        {
            ApiResult<ResourceClaim> free = await client.UpdateAsync(
                claim with
                {
                    Metadata = claim.Metadata with
                    {
                        Finalizers =
                        [
                            .. claim.Metadata.Finalizers.Where(static one => one != ResourceClaimPlan.Finalizer),
                        ],
                    },
                },
                cancellationToken);
            if (free.Error is { } refused)
                return refused.IsNotFound ? Result.Done : Result.Retry(refused);
        }
        return Result.From(await DeleteUnusedAsync(claim, cancellationToken));
    }

    private async Task<(bool IsOver, ApiError? Error)> IsOverAsync(
        string namespaceName, ResourceClaimConsumerReference reservation, CancellationToken cancellationToken)
    {
        ObjectKey key = new(namespaceName, reservation.Name);
        if (cache.Get<Pod>(key) is { } pod)
            return (pod.Metadata.Uid != reservation.Uid || ResourceClaimPlan.IsDone(pod), null);
        // The scheduler may have seen a Pod before this cache has: only the server knows that there is none.
        ApiResult<Pod> live = await client.GetAsync<Pod>(key, cancellationToken);
        return live.Error is { IsNotFound: false } error
            ? (false, error) : (live.Value?.Metadata.Uid != reservation.Uid, null);
    }

    /// <summary>A claim that was made for one Pod, which will not run any more, though it is still there.</summary>
    private async Task<ApiError?> DeleteUnusedAsync(ResourceClaim claim, CancellationToken cancellationToken)
    {
        if (claim.Status.ReservedFor.Count > 0 || claim.Metadata.DeletionTimestamp is not null
            || ResourceClaimPlan.PodOf(claim) is not { } owner
            || cache.Get<Pod>(new(claim.Metadata.Namespace, owner.Name)) is not { } pod
            || (pod.Metadata.Uid == owner.Uid && !ResourceClaimPlan.IsDone(pod)))
            return null;
        return await client.DeleteAsync<ResourceClaim>(
            ObjectKey.Of(claim),
            new DeleteOptions { Preconditions = Preconditions.Empty with { Uid = claim.Metadata.Uid } },
            cancellationToken);
    }

    private static IEnumerable<ObjectKey> ClaimsOf(Pod pod)
    {
        foreach (PodResourceClaim entry in pod.Spec.ResourceClaims)
        {
            if (ResourceClaimPlan.NameOf(pod, entry) is { } name)
                yield return new ObjectKey(pod.Metadata.Namespace, name);
        }
    }
}
