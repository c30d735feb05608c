using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Controllers.PersistentVolumes;

/// <summary>
/// Brings claims and volumes together, and reclaims volumes whose claim has gone. Keys with a namespace are claims,
/// those without are volumes; what happens to them is decided in <see cref="ClaimPlan"/> and <see cref="VolumePlan"/>.
/// </summary>
/// <remarks>
/// One worker: two claims at once would choose the same volume and one of them lose a conflict each time. The volume is
/// written before the claim, so that a claim never says it is bound to a volume which does not know of it.
/// </remarks>
public sealed class PersistentVolumeBinder(ApiClient client, Cache cache, EventRecorder events, TimeProvider time)
    : IReconciler
{
    // Volumes by what they are promised to, free ones by class; claims by their volume, those without by class.
    private const string ByClaim = "claim";
    private const string ByFreeClass = "free-class";
    private const string ByVolume = "volume";
    private const string ByPendingClass = "pending-class";

    public static ControllerSpec Spec => ControllerSpec.For<PersistentVolumeClaim>("persistentvolume-binder-controller")
        .Watches<PersistentVolumeClaim>(VolumesOf)
        .WatchesChanges<PersistentVolume>(KeysOf)
        .Watches<StorageClass>(static (cache, storageClass) => ClaimsWaitingFor(cache, storageClass))
        .Watches<Pod>(static pod => pod.Spec.NodeName.Length == 0 ? PodsByClaim.ClaimsOf(pod) : [])
        .WithWorkers(1);

    public static void AddIndex(Cache cache)
    {
        PodsByClaim.AddIndex(cache);
        cache.Informer<PersistentVolume>().AddIndex(ByClaim, static volume => volume.Spec.ClaimRef is { } reference
            ? [new ObjectKey(reference.Namespace, reference.Name).ToString()] : []);
        cache.Informer<PersistentVolume>().AddIndex(ByFreeClass, static volume =>
            volume.Spec.ClaimRef is null ? [ClaimBinding.ClassOf(volume)] : []);
        cache.Informer<PersistentVolumeClaim>().AddIndex(ByVolume, static claim =>
            claim.Spec.VolumeName.Length > 0 ? [claim.Spec.VolumeName] : []);
        cache.Informer<PersistentVolumeClaim>().AddIndex(ByPendingClass, static claim =>
            ClaimBinding.IsBound(claim) ? [] : [ClaimBinding.ClassOf(claim)]);
    }

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (key.Namespace.Length > 0)
        {
            return cache.Get<PersistentVolumeClaim>(key) is { } claim
                ? Result.From(await ApplyAsync(claim, ClaimPlan.For(claim, Around(claim)), cancellationToken))
                : Result.Done;
        }
        if (cache.Get<PersistentVolume>(key) is not { } volume)
            return Result.Done;
        (PersistentVolumeClaim? promised, ApiError? error) = await ClaimOfAsync(volume, cancellationToken);
        return Result.From(
            error ?? await ApplyAsync(volume, VolumePlan.For(volume, promised), cancellationToken));
    }

    private static IEnumerable<ObjectKey> VolumesOf(Cache cache, PersistentVolumeClaim claim)
    {
        if (claim.Spec.VolumeName.Length > 0)
            yield return new ObjectKey("", claim.Spec.VolumeName);
        foreach (PersistentVolume volume in cache.Informer<PersistentVolume>().ByIndex(
            ByClaim, ObjectKey.Of(claim).ToString()))
            yield return ObjectKey.Of(volume);
    }

    private static IEnumerable<ObjectKey> KeysOf(Cache cache, PersistentVolume? before, PersistentVolume? after)
    {
        PersistentVolume volume = (after ?? before)!;
        HashSet<ObjectKey> keys = [ObjectKey.Of(volume)];
        foreach (PersistentVolume? state in (PersistentVolume?[])[before, after])
        {
            if (state?.Spec.ClaimRef is { } reference)
                keys.Add(new ObjectKey(reference.Namespace, reference.Name));
        }
        Informer<PersistentVolumeClaim> claims = cache.Informer<PersistentVolumeClaim>();
        keys.UnionWith(claims.ByIndex(ByVolume, volume.Metadata.Name).Select(static claim => ObjectKey.Of(claim)));
        // A volume that can be had now: everybody who waits for one of its class looks again.
        if (after is { Spec.ClaimRef: null, Status.Phase: "Available" })
        {
            keys.UnionWith(claims.ByIndex(ByPendingClass, ClaimBinding.ClassOf(after))
                .Select(static claim => ObjectKey.Of(claim)));
        }
        return keys;
    }

    private static IEnumerable<ObjectKey> ClaimsWaitingFor(Cache cache, StorageClass storageClass) =>
        ((string[])[storageClass.Metadata.Name, ""])
            .SelectMany(name => cache.Informer<PersistentVolumeClaim>().ByIndex(ByPendingClass, name))
            .Select(static claim => ObjectKey.Of(claim));

    private ClaimSurroundings Around(PersistentVolumeClaim claim)
    {
        ObjectKey key = ObjectKey.Of(claim);
        string className = ClaimBinding.ClassOf(claim);
        Informer<PersistentVolume> volumes = cache.Informer<PersistentVolume>();
        ClaimSurroundings around = new()
        {
            Named = claim.Spec.VolumeName.Length > 0 ? volumes.Get(new("", claim.Spec.VolumeName)) : null,
        };
        if (claim.Spec.VolumeName.Length > 0)
            return around;
        return around with
        {
            Volumes = [.. volumes.ByIndex(ByClaim, key.ToString()), .. volumes.ByIndex(ByFreeClass, className)],
            Class = className.Length > 0 ? cache.Get<StorageClass>(new("", className)) : null,
            DefaultClass = ClaimBinding.HasClass(claim) ? null : ClaimBinding.DefaultOf(cache.List<StorageClass>()),
            WaitingPods =
            [
                .. PodsByClaim.Using(cache, key)
                    .Where(static pod => pod.Spec.NodeName.Length == 0 && pod.Metadata.DeletionTimestamp is null)
                    .Select(static pod => pod.Metadata.Name).Order(StringComparer.Ordinal),
            ],
        };
    }

    /// <summary>
    /// The claim that the volume is promised to. What the cache does not have is asked for: the scheduler and
    /// provisioners promise volumes to claims that are very new, and a volume that is taken for released is lost.
    /// </summary>
    private async Task<(PersistentVolumeClaim? Claim, ApiError? Error)> ClaimOfAsync(
        PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (volume.Spec.ClaimRef is not { Uid.Length: > 0 } reference)
            return (null, null);
        ObjectKey key = new(reference.Namespace, reference.Name);
        PersistentVolumeClaim? claim = cache.Get<PersistentVolumeClaim>(key);
        if (claim?.Metadata.Uid == reference.Uid || volume.Status.Phase is "Released" or "Failed")
            return (claim, null);
        ApiResult<PersistentVolumeClaim> fresh = await client.GetAsync<PersistentVolumeClaim>(key, cancellationToken);
        return (fresh.Value, fresh.Error is { IsNotFound: true } ? null : fresh.Error);
    }

    private async Task<ApiError?> ApplyAsync(
        PersistentVolumeClaim claim, ClaimStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case ClaimStep.Bind bind:
                return await BindAsync(bind.Volume, claim, cancellationToken);
            case ClaimStep.AssignClass assign:
                return (await client.UpdateAsync(
                    claim with { Spec = claim.Spec with { StorageClassName = assign.ClassName } },
                    cancellationToken)).Error;
            case ClaimStep.Provision provision:
                return await ProvisionAsync(claim, provision.Provisioner, cancellationToken);
            case ClaimStep.Lose lose:
                if (claim.Status.Phase == "Lost")
                    return null;
                await events.RecordAsync(claim, "Warning", lose.Reason, lose.Message, cancellationToken);
                return await ReportAsync(claim, "Lost", null, cancellationToken);
            case ClaimStep.Wait wait:
                if (wait.Reason.Length > 0)
                    await events.RecordAsync(claim, wait.Type, wait.Reason, wait.Message, cancellationToken);
                return await ReportAsync(claim, "Pending", null, cancellationToken);
            default:
                throw new InvalidOperationException($"no such step: {step}");
        }
    }

    private async Task<ApiError?> BindAsync(
        PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        PersistentVolume promised = ClaimBinding.Promise(volume, claim);
        if (!ReferenceEquals(promised, volume))
        {
            ApiResult<PersistentVolume> written = await client.UpdateAsync(promised, cancellationToken);
            if (written.Value is not { } stored)
                return written.Error;
            promised = stored;
        }
        if (await EnterAsync(promised, "Bound", "", cancellationToken) is { } error)
            return error;
        if (!ClaimBinding.IsBound(claim))
        {
            bool byUser = claim.Spec.VolumeName == volume.Metadata.Name;
            ApiResult<PersistentVolumeClaim> written = await client.UpdateAsync(
                claim with
                {
                    Metadata = claim.Metadata with
                    {
                        Annotations = byUser
                            ? ClaimBinding.With(claim.Metadata.Annotations, (ClaimBinding.BindCompleted, "yes"))
                            : ClaimBinding.With(claim.Metadata.Annotations,
                                (ClaimBinding.BindCompleted, "yes"), (ClaimBinding.BoundByController, "yes")),
                    },
                    Spec = claim.Spec with { VolumeName = volume.Metadata.Name },
                },
                cancellationToken);
            if (written.Value is not { } stored)
                return written.Error;
            claim = stored;
        }
        return await ReportAsync(claim, "Bound", promised, cancellationToken);
    }

    private async Task<ApiError?> ProvisionAsync(
        PersistentVolumeClaim claim, string provisioner, CancellationToken cancellationToken)
    {
        if (claim.Metadata.Annotations.GetValueOrDefault(ClaimBinding.StorageProvisioner) != provisioner
            || claim.Metadata.Annotations.GetValueOrDefault(ClaimBinding.OldStorageProvisioner) != provisioner)
        {
            ApiResult<PersistentVolumeClaim> written = await client.UpdateAsync(
                claim with
                {
                    Metadata = claim.Metadata with
                    {
                        Annotations = ClaimBinding.With(claim.Metadata.Annotations,
                            (ClaimBinding.StorageProvisioner, provisioner),
                            (ClaimBinding.OldStorageProvisioner, provisioner)),
                    },
                },
                cancellationToken);
            if (written.Value is not { } stored)
                return written.Error;
            claim = stored;
        }
        await events.RecordAsync(claim, "Normal", "ExternalProvisioning",
            $"Waiting for a volume to be created either by the external provisioner '{provisioner}' or manually by the "
            + "system administrator. If volume creation is delayed, please verify that the provisioner is running and "
            + "correctly registered.", cancellationToken);
        return await ReportAsync(claim, "Pending", null, cancellationToken);
    }

    private async Task<ApiError?> ReportAsync(
        PersistentVolumeClaim claim, string phase, PersistentVolume? volume, CancellationToken cancellationToken)
    {
        PersistentVolumeClaimStatus status = ClaimStatus.For(claim, phase, volume);
        return status.Equals(claim.Status)
            ? null : (await client.UpdateStatusAsync(claim with { Status = status }, cancellationToken)).Error;
    }

    private async Task<ApiError?> ApplyAsync(
        PersistentVolume volume, VolumeStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case VolumeStep.Nothing:
                return null;
            case VolumeStep.Enter enter:
                ApiError? error = await EnterAsync(volume, enter.Phase, enter.Message, cancellationToken);
                if (error is null && enter.Reason.Length > 0)
                    await events.RecordAsync(volume, "Warning", enter.Reason, enter.Message, cancellationToken);
                return error;
            case VolumeStep.Unbind:
                ApiResult<PersistentVolume> written = await client.UpdateAsync(
                    VolumePlan.Unbound(volume), cancellationToken);
                return written.Value is { } stored
                    ? await EnterAsync(stored, "Available", "", cancellationToken) : written.Error;
            case VolumeStep.Mismatch mismatch:
                await events.RecordAsync(volume, "Warning", "VolumeMismatch",
                    $"Cannot bind PersistentVolume to requested PersistentVolumeClaim "
                    + $"\"{mismatch.Claim.Metadata.Name}\" due to incompatible volumeMode.", cancellationToken);
                await events.RecordAsync(mismatch.Claim, "Warning", "VolumeMismatch",
                    $"Cannot bind PersistentVolume \"{volume.Metadata.Name}\" to requested PersistentVolumeClaim due "
                    + "to incompatible volumeMode.", cancellationToken);
                return null;
            default:
                throw new InvalidOperationException($"no such step: {step}");
        }
    }

    private async Task<ApiError?> EnterAsync(
        PersistentVolume volume, string phase, string message, CancellationToken cancellationToken)
    {
        if (volume.Status.Phase == phase)
            return null;
        PersistentVolumeStatus status = volume.Status with
        {
            Phase = phase, Message = message, Reason = "", LastPhaseTransitionTime = new Time(time.GetUtcNow()),
        };
        return (await client.UpdateStatusAsync(volume with { Status = status }, cancellationToken)).Error;
    }
}
