using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Tests.CsiDriver;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// What stands beside a storage driver in a cluster (provisioner, attacher, resizer), as small as tests need it: one
/// pass over everything whenever something changes.
/// </summary>
internal sealed class StorageControllers(ITransport transport, TestDriver driver)
{
    private const string Finalizer = "external-attacher/files-csi-test";

    private readonly ApiClient client = new(transport, "storage-controllers");
    private readonly Cache cache = new(transport, TimeProvider.System);
    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private string Name => driver.Options.Name;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        cache.Informer<PersistentVolumeClaim>().AddHandler((_, _) => wake.Writer.TryWrite(true));
        cache.Informer<PersistentVolume>().AddHandler((_, _) => wake.Writer.TryWrite(true));
        cache.Informer<VolumeAttachment>().AddHandler((_, _) => wake.Writer.TryWrite(true));
        cache.Start(cancellationToken);
        await cache.WaitForSyncAsync(cancellationToken);
        while (true)
        {
            foreach (PersistentVolumeClaim claim in cache.List<PersistentVolumeClaim>())
            {
                await ProvisionAsync(claim, cancellationToken);
                await ResizeAsync(claim, cancellationToken);
            }
            foreach (VolumeAttachment attachment in cache.List<VolumeAttachment>())
                await AttachAsync(attachment, cancellationToken);
            foreach (PersistentVolume volume in cache.List<PersistentVolume>())
                await DeleteAsync(volume, cancellationToken);
            await wake.Reader.ReadAsync(cancellationToken);
        }
    }

    private async Task ProvisionAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        string name = "pvc-" + claim.Metadata.Uid;
        if (claim.Metadata.Annotations.GetValueOrDefault(ClaimBinding.StorageProvisioner) != Name
            || claim.Spec.VolumeName.Length > 0 || claim.Metadata.DeletionTimestamp is not null
            || cache.Get<PersistentVolume>(new("", name)) is not null)
            return;
        Quantity size = claim.Spec.Resources.Requests["storage"];
        string handle = await driver.CreateVolumeAsync(name, size.Value);
        await client.CreateAsync(
            new PersistentVolume
            {
                Metadata = new()
                {
                    Name = name,
                    Annotations = new Dictionary<string, string> { [ClaimBinding.ProvisionedBy] = Name },
                },
                Spec = new()
                {
                    Capacity = new Dictionary<string, Quantity> { ["storage"] = size },
                    AccessModes = claim.Spec.AccessModes,
                    StorageClassName = claim.Spec.StorageClassName ?? "",
                    PersistentVolumeReclaimPolicy = "Delete",
                    VolumeMode = claim.Spec.VolumeMode,
                    ClaimRef = new()
                    {
                        ApiVersion = "v1", Kind = "PersistentVolumeClaim", Namespace = claim.Metadata.Namespace,
                        Name = claim.Metadata.Name, Uid = claim.Metadata.Uid,
                    },
                    Csi = new() { Driver = Name, VolumeHandle = handle },
                },
            },
            cancellationToken);
    }

    private async Task ResizeAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (claim.Status.Phase != "Bound"
            || cache.Get<PersistentVolume>(new("", claim.Spec.VolumeName)) is not { Spec.Csi: { } csi } volume
            || csi.Driver != Name)
            return;
        Quantity wanted = claim.Spec.Resources.Requests["storage"];
        if (wanted <= volume.Spec.Capacity["storage"])
            return;
        bool isForNode = await driver.ExpandAsync(csi.VolumeHandle, wanted.Value);
        // The claim first: once the volume is larger, the kubelet may finish at any moment.
        await client.UpdateStatusAsync(
            claim with
            {
                Status = claim.Status with
                {
                    AllocatedResources = new Dictionary<string, Quantity> { ["storage"] = wanted },
                    AllocatedResourceStatuses =
                        new Dictionary<string, string> { ["storage"] = ClaimResourceStatus.NodeResizePending },
                    Conditions = isForNode
                        ? [new() { Type = "FileSystemResizePending", Status = "True" }] : [],
                },
            },
            cancellationToken);
        await client.UpdateAsync(
            volume with
            {
                Spec = volume.Spec with { Capacity = new Dictionary<string, Quantity> { ["storage"] = wanted } },
            },
            cancellationToken);
    }

    private async Task AttachAsync(VolumeAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Spec.Attacher != Name
            || cache.Get<PersistentVolume>(new("", attachment.Spec.Source.PersistentVolumeName!))?.Spec.Csi
                is not { } csi)
            return;
        bool isMarked = attachment.Metadata.Finalizers.Contains(Finalizer);
        if (attachment.Metadata.DeletionTimestamp is not null)
        {
            if (!isMarked)
                return;
            await driver.DetachAsync(csi.VolumeHandle, driver.Options.NodeId);
            await client.UpdateAsync(
                attachment with { Metadata = attachment.Metadata with { Finalizers = [] } }, cancellationToken);
            return;
        }
        if (!isMarked)
        {
            await client.UpdateAsync(
                attachment with { Metadata = attachment.Metadata with { Finalizers = [Finalizer] } },
                cancellationToken);
        }
        else if (!attachment.Status.Attached)
        {
            IReadOnlyDictionary<string, string> context =
                await driver.AttachAsync(csi.VolumeHandle, driver.Options.NodeId);
            await client.UpdateStatusAsync(
                attachment with { Status = new() { Attached = true, AttachmentMetadata = context } },
                cancellationToken);
        }
    }

    private async Task DeleteAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (volume.Metadata.Annotations.GetValueOrDefault(ClaimBinding.ProvisionedBy) != Name
            || volume.Status.Phase != "Released" || volume.Metadata.DeletionTimestamp is not null)
            return;
        // A volume that is attached somewhere is deleted when it is not: provisioners wait as well.
        if (cache.List<VolumeAttachment>().Any(
            attachment => attachment.Spec.Source.PersistentVolumeName == volume.Metadata.Name))
            return;
        await driver.DeleteVolumeAsync(volume.Spec.Csi!.VolumeHandle);
        await client.DeleteAsync<PersistentVolume>(ObjectKey.Of(volume), null, cancellationToken);
    }
}
