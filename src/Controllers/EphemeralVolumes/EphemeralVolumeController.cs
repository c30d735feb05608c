using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.PersistentVolumes;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.EphemeralVolumes;

/// <summary>
/// Makes the claims of a Pod's generic ephemeral volumes (KEP-1698). The Pod owns them, so they go with it.
/// </summary>
public sealed class EphemeralVolumeController(ApiClient client, Cache cache, EventRecorder events) : IReconciler
{
    private long creates;
    private long createFailures;

    /// <summary>Claims that it has tried to make.</summary>
    public long Creates => Interlocked.Read(ref creates);
    /// <summary>Claims that it could not make.</summary>
    public long CreateFailures => Interlocked.Read(ref createFailures);

    public static ControllerSpec Spec => ControllerSpec.Named("ephemeral-volume-controller")
        .WatchesChanges<Pod>(static (_, before, after) =>
            // Volumes of a Pod never change: a new one is all there is to see.
            before is null && after is not null && IsFor(after) ? [ObjectKey.Of(after)] : [])
        .WatchesChanges<PersistentVolumeClaim>(static (cache, before, after) => after is null
            ? PodsByClaim.Using(cache, ObjectKey.Of(before!)).Where(IsFor).Select(static pod => ObjectKey.Of(pod))
            : []);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Pod>(key) is not { Metadata.DeletionTimestamp: null } pod)
            return Result.Done;
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (volume.Ephemeral is null)
                continue;
            (string? problem, ApiError? error) = await EnsureAsync(pod, volume, cancellationToken);
            if (problem is null)
                continue;
            await events.RecordAsync(pod, "Warning", "FailedBinding",
                $"ephemeral volume {volume.Name}: {problem}", cancellationToken);
            return Result.Retry(error ?? new ApiError(0, "NotOwner", problem));
        }
        return Result.Done;
    }

    private async Task<(string? Problem, ApiError? Error)> EnsureAsync(
        Pod pod, Volume volume, CancellationToken cancellationToken)
    {
        PersistentVolumeClaim wanted = ClaimFor(pod, volume);
        ObjectKey key = ObjectKey.Of(wanted);
        if (cache.Get<PersistentVolumeClaim>(key) is { } present)
        {
            return (Ownership.ControllerOf(present)?.Uid == pod.Metadata.Uid
                ? null
                : $"PVC {key} was not created for pod {ObjectKey.Of(pod)} (pod is not owner)", null);
        }
        Interlocked.Increment(ref creates);
        ApiResult<PersistentVolumeClaim> created = await client.CreateAsync(wanted, cancellationToken);
        if (created.Error is not null)
            Interlocked.Increment(ref createFailures);
        return created.Error is null or { IsNamespaceTerminating: true }
            ? (null, null) : ($"create PVC {key.Name}: {created.Error.Message}", created.Error);
    }

    private static bool IsFor(Pod pod)
    {
        for (int i = 0; i < pod.Spec.Volumes.Count; i++)
        {
            if (pod.Spec.Volumes[i].Ephemeral is not null)
                return true;
        }
        return false;
    }

    /// <summary>The claim that a generic ephemeral volume asks for. Pure.</summary>
    internal static PersistentVolumeClaim ClaimFor(Pod pod, Volume volume)
    {
        PersistentVolumeClaimTemplate template = volume.Ephemeral!.VolumeClaimTemplate!;
        return new PersistentVolumeClaim
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = PodsByClaim.NameOf(pod, volume)!,
                Namespace = pod.Metadata.Namespace,
                Labels = template.Metadata.Labels,
                Annotations = template.Metadata.Annotations,
                OwnerReferences = [Ownership.ReferenceTo(pod)],
            },
            Spec = template.Spec,
        };
    }
}
