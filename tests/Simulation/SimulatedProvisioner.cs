using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Tests.Simulation;

/// <summary>
/// What an external provisioner does: makes volumes for claims that name it, where the scheduler says, after a while;
/// gives up now and then, so that another node is chosen; and deletes what is released.
/// </summary>
internal sealed class SimulatedProvisioner(ApiClient client, Cache cache, TimeProvider time, Entropy chance)
    : IReconciler
{
    public const string Name = "example.com/disk";
    private const double GivesUp = 0.15;

    /// <summary>From here on it never gives up.</summary>
    public bool IsHealed { get; set; }

    public static ControllerSpec Spec => ControllerSpec.For<PersistentVolumeClaim>("provisioner")
        .Watches<PersistentVolume>(static volume => [ObjectKey.Of(volume)])
        .Reads<StorageClass>();

    public Task RunAsync(CancellationToken cancellationToken)
    {
        ControllerLoop loop = new(Spec, this, cache, time);
        loop.Wire();
        cache.Start(cancellationToken);
        return loop.RunAsync(cancellationToken);
    }

    public Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken) =>
        key.Namespace.Length == 0 ? DeleteAsync(key, cancellationToken) : ProvisionAsync(key, cancellationToken);

    private async Task<Result> ProvisionAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<PersistentVolumeClaim>(key) is not { Spec.VolumeName: "" } claim
            || claim.Metadata.Annotations.GetValueOrDefault(ClaimBinding.StorageProvisioner) != Name
            || cache.Get<StorageClass>(new("", ClaimBinding.ClassOf(claim))) is not { } storageClass)
            return Result.Done;
        string? node = claim.Metadata.Annotations.GetValueOrDefault(ClaimBinding.SelectedNode);
        if (node is null && storageClass.VolumeBindingMode == "WaitForFirstConsumer")
            return Result.Done;
        await Task.Delay(TimeSpan.FromSeconds(2 * chance.NextDouble()), time, cancellationToken);
        if (node is not null && !IsHealed && chance.NextDouble() < GivesUp)
        {
            return Result.From((await client.PatchAsync<PersistentVolumeClaim>(key, PatchType.Merge,
                """{"metadata":{"annotations":{"volume.kubernetes.io/selected-node":null}}}""",
                cancellationToken)).Error);
        }
        PersistentVolume volume = new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = "pvc-" + claim.Metadata.Uid,
                Annotations = new Dictionary<string, string> { [ClaimBinding.ProvisionedBy] = Name },
            },
            Spec = PersistentVolumeSpec.Empty with
            {
                AccessModes = claim.Spec.AccessModes,
                Capacity = claim.Spec.Resources.Requests,
                StorageClassName = ClaimBinding.ClassOf(claim),
                PersistentVolumeReclaimPolicy = "Delete",
                Csi = new CSIPersistentVolumeSource { Driver = "example.com", VolumeHandle = claim.Metadata.Uid },
                ClaimRef = ClaimBinding.Promise(new PersistentVolume(), claim).Spec.ClaimRef,
                NodeAffinity = node is null ? null : VolumeSimulationTests.On(node),
            },
        };
        ApiResult<PersistentVolume> created = await client.CreateAsync(volume, cancellationToken);
        return created.Error is { IsAlreadyExists: true } ? Result.Done : Result.From(created.Error);
    }

    private async Task<Result> DeleteAsync(ObjectKey key, CancellationToken cancellationToken) =>
        cache.Get<PersistentVolume>(key) is
        { Status.Phase: "Released", Spec.PersistentVolumeReclaimPolicy: "Delete", Metadata.DeletionTimestamp: null }
            ? Result.From(await client.DeleteAsync<PersistentVolume>(key, null, cancellationToken)) : Result.Done;
}
