using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Resource;
using Kubesharp.Client;
using Claim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Scheduler.Plugins.Devices;

/// <summary>Writes into ResourceClaims what was allocated for whom. Stateless, safe from any thread.</summary>
internal sealed class ClaimWriter(ApiClient client)
{
    /// <summary>Keeps a claim with devices until somebody has given them back.</summary>
    public const string Finalizer = "resource.kubernetes.io/delete-protection";

    // Others write into the same claim: drivers their devices' states, other Pods their reservations.
    private const int Tries = 5;

    /// <param name="allocation">What the claim gets; null: it has it already.</param>
    /// <returns>What went wrong, or null.</returns>
    public async Task<string?> ReserveAsync(
        Claim claim, AllocationResult? allocation, Pod pod, CancellationToken cancellationToken)
    {
        string? problem = null;
        for (int i = 0; i < Tries; i++)
        {
            if (i > 0)
            {
                ApiResult<Claim> fresh = await client.GetAsync<Claim>(ObjectKey.Of(claim), cancellationToken);
                if (fresh.Value is not { } current)
                    return fresh.Error!.Message;
                if (current.Metadata.Uid != claim.Metadata.Uid)
                    return $"claim {ObjectKey.Of(claim)} is another one";
                claim = current;
            }
            if (Refusal(claim, allocation) is { } refusal)
                return refusal;
            if (allocation is not null && claim.Status.Allocation is null
                && !claim.Metadata.Finalizers.Contains(Finalizer))
            {
                ApiResult<Claim> held = await client.UpdateAsync(
                    claim with
                    {
                        Metadata = claim.Metadata with { Finalizers = [.. claim.Metadata.Finalizers, Finalizer] },
                    },
                    cancellationToken);
                problem = held.Error?.Message;
                if (held.Value is not { } protectedClaim)
                    continue;
                claim = protectedClaim;
            }
            ResourceClaimStatus status = Reserved(claim.Status, allocation, pod);
            if (status.Equals(claim.Status))
                return null;
            ApiError? error = (await client.UpdateStatusAsync(
                claim with { Status = status }, cancellationToken)).Error;
            if (error is null)
                return null;
            problem = error.Message;
        }
        return problem;
    }

    /// <summary>Takes the Pod's reservation back, and with <paramref name="devices"/> the devices as well.</summary>
    public async Task ReleaseAsync(Claim claim, Pod pod, bool devices, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Tries; i++)
        {
            ApiResult<Claim> fresh = await client.GetAsync<Claim>(ObjectKey.Of(claim), cancellationToken);
            if (fresh.Error is { IsNotFound: true })
                return;
            if (fresh.Value is not { } current)
                continue;
            if (current.Metadata.Uid != claim.Metadata.Uid)
                return;
            List<ResourceClaimConsumerReference> left =
                [.. current.Status.ReservedFor.Where(user => user.Uid != pod.Metadata.Uid)];
            bool gives = devices && left.Count == 0 && current.Status.Allocation is not null;
            if (!gives && left.Count == current.Status.ReservedFor.Count)
                return;
            ResourceClaimStatus status = current.Status with { ReservedFor = left };
            if (gives)
                status = status with { Allocation = null, Devices = [] };
            ApiResult<Claim> written = await client.UpdateStatusAsync(
                current with { Status = status }, cancellationToken);
            if (written.Error is null or { IsNotFound: true })
                return;
        }
    }

    /// <summary>The status with the allocation and the Pod's reservation. Pure.</summary>
    internal static ResourceClaimStatus Reserved(ResourceClaimStatus status, AllocationResult? allocation, Pod pod)
    {
        if (status.Allocation is null && allocation is not null)
            status = status with { Allocation = allocation };
        if (status.ReservedFor.Any(user => user.Uid == pod.Metadata.Uid))
            return status;
        return status with
        {
            ReservedFor =
            [
                .. status.ReservedFor,
                ResourceClaimConsumerReference.Empty with
                {
                    Resource = "pods", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid,
                },
            ],
        };
    }

    private static string? Refusal(Claim claim, AllocationResult? allocation)
    {
        if (claim.Metadata.DeletionTimestamp is not null)
            return $"claim {ObjectKey.Of(claim)} got deleted in the meantime";
        if (allocation is null)
        {
            return claim.Status.Allocation is null
                ? $"claim {ObjectKey.Of(claim)} got deallocated elsewhere in the meantime" : null;
        }
        return claim.Status.Allocation is { } other && !other.Equals(allocation)
            ? $"claim {ObjectKey.Of(claim)} got allocated elsewhere in the meantime" : null;
    }
}
