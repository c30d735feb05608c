using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Resource;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using ResourceClaim = Kubesharp.Api.Resource.ResourceClaim;

namespace Kubesharp.Controllers.ResourceClaims;

/// <summary>
/// Makes the claims that Pods ask for by template, writes their names into the Pods, and reserves claims for Pods that
/// came to their node without the scheduler.
/// </summary>
public sealed class PodResourceClaimController(
    ApiClient client, Cache cache, EventRecorder events, ControllerMetrics metrics) : IReconciler
{
    private readonly MetricFamily creates = metrics.Counter(
        "resourceclaim_controller_creates_total", "Number of ResourceClaims creation requests");

    public static ControllerSpec Spec => ControllerSpec
        .ForChanged<Pod>("resource-claim-pods", static (_, after) => after is { Spec.ResourceClaims.Count: > 0 })
        .Watches<ResourceClaim>(static claim => ResourceClaimPlan.PodOf(claim) is { } pod
            ? [new ObjectKey(claim.Metadata.Namespace, pod.Name)] : [])
        .WatchesChanges<ResourceClaimTemplate>(static (cache, before, after) =>
            before is null && after is not null ? Waiting(cache, after) : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Pod>(key) is not { Metadata.DeletionTimestamp: null } pod
            || pod.Spec.ResourceClaims.Count == 0 || ResourceClaimPlan.IsDone(pod))
            return Result.Done;
        List<PodResourceClaimStatus> statuses = [.. pod.Status.ResourceClaimStatuses];
        foreach (PodResourceClaim entry in pod.Spec.ResourceClaims)
        {
            (string? name, ApiError? error) = await EnsureAsync(pod, entry, cancellationToken);
            if (error is not null)
            {
                await events.RecordAsync(pod, "Warning", "FailedResourceClaimCreation",
                    $"PodResourceClaim {entry.Name}: {error.Message}", cancellationToken);
                // A template that is missing wakes the Pod when it comes.
                return error.IsNotFound ? Result.Done : Result.Retry(error);
            }
            if (name is null)
                continue;
            statuses.RemoveAll(one => one.Name == entry.Name);
            statuses.Add(new() { Name = entry.Name, ResourceClaimName = name });
        }
        if (!statuses.SequenceEqual(pod.Status.ResourceClaimStatuses))
        {
            ApiResult<Pod> written = await client.UpdateStatusAsync(
                pod with { Status = pod.Status with { ResourceClaimStatuses = statuses } }, cancellationToken);
            if (written.Value is not { } now)
                return written.Error is { IsNotFound: true } ? Result.Done : Result.Retry(written.Error!);
            pod = now;
        }
        // Where the scheduler has placed it, it has reserved as well.
        return pod.Spec.NodeName.Length == 0
            ? Result.Done : Result.From(await ReserveAsync(pod, cancellationToken));
    }

    /// <summary>The name of the claim that was made or found; null when there is nothing to write down.</summary>
    private async Task<(string? Name, ApiError? Error)> EnsureAsync(
        Pod pod, PodResourceClaim entry, CancellationToken cancellationToken)
    {
        if (entry.ResourceClaimTemplateName is not { } templateName || ResourceClaimPlan.NeedsNone(pod, entry))
            return (null, null);
        string space = pod.Metadata.Namespace;
        if (ResourceClaimPlan.NameOf(pod, entry) is { } known
            && cache.Get<ResourceClaim>(new(space, known)) is { } present
            && ResourceClaimPlan.PodOf(present)?.Uid == pod.Metadata.Uid)
            return (null, null);
        // Made before, and not written down.
        ResourceClaim? orphan = cache.ControlledBy<ResourceClaim>(pod.Metadata.Uid).FirstOrDefault(claim =>
            claim.Metadata.Annotations.GetValueOrDefault(ResourceClaimPlan.ClaimNameAnnotation) == entry.Name);
        if (orphan is not null)
            return (orphan.Metadata.Name, null);
        if (cache.Get<ResourceClaimTemplate>(new(space, templateName)) is not { } template)
        {
            return (null, new ApiError(404, "NotFound",
                $"resource claim template \"{templateName}\": resourceclaimtemplate.resource.k8s.io "
                + $"\"{templateName}\" not found"));
        }
        ApiResult<ResourceClaim> made = await client.CreateAsync(
            ResourceClaimPlan.FromTemplate(pod, entry, template), cancellationToken);
        string admin = template.Spec.Spec.Devices.Requests.Any(static one => one.Exactly?.AdminAccess == true)
            ? "true" : "false";
        creates.Add(1, "status", made.Succeeded ? "success" : "failure", "admin_access", admin);
        return (made.Value?.Metadata.Name, made.Error is { } refused
            ? refused with { Message = $"create ResourceClaim : {refused.Message}" } : null);
    }

    private async Task<ApiError?> ReserveAsync(Pod pod, CancellationToken cancellationToken)
    {
        foreach (PodResourceClaim entry in pod.Spec.ResourceClaims)
        {
            if (ResourceClaimPlan.NameOf(pod, entry) is not { } name
                || cache.Get<ResourceClaim>(new(pod.Metadata.Namespace, name)) is not { } claim
                || claim.Status.Allocation is null
                || claim.Status.ReservedFor.Count >= ResourceClaimPlan.ReservedForMax
                || claim.Status.ReservedFor.Any(one => one.Uid == pod.Metadata.Uid))
                continue;
            ResourceClaimConsumerReference reservation = new()
            {
                Resource = "pods", Name = pod.Metadata.Name, Uid = pod.Metadata.Uid,
            };
            ApiResult<ResourceClaim> written = await client.UpdateStatusAsync(
                claim with
                {
                    Status = claim.Status with { ReservedFor = [.. claim.Status.ReservedFor, reservation] },
                },
                cancellationToken);
            if (written.Error is { IsNotFound: false } error)
                return error;
        }
        return null;
    }

    private static IEnumerable<ObjectKey> Waiting(Cache cache, ResourceClaimTemplate template) =>
        cache.List<Pod>(template.Metadata.Namespace)
            .Where(pod => pod.Spec.ResourceClaims.Any(one =>
                one.ResourceClaimTemplateName == template.Metadata.Name))
            .Select(static pod => ObjectKey.Of(pod));
}
