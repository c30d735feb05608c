using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Volumes.Csi.Wire;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>The node's part of making a volume larger, while Pods use it.</summary>
internal sealed class CsiExpansion(
    CsiPaths paths, CsiVolumes volumes, ApiClient client, NodeEvents events, string nodeName, TimeProvider time)
{
    private const string FailedReason = "VolumeResizeFailed";
    private const int WritesMax = 5;

    /// <summary>
    /// Asks the driver when the volume has a size that the claim does not know of. A failure is told in events and
    /// tried again with the next look; it does not keep the Pod from starting.
    /// </summary>
    public async Task ExpandAsync(
        Pod pod, CsiVolume volume, PersistentVolumeClaim claim, PersistentVolume known,
        CancellationToken cancellationToken)
    {
        if (volume.IsReadOnly || ClaimExpansion.Wanted(claim, known) is not { } size)
            return;
        try
        {
            if (volumes.Drivers.Get(volume.Driver) is var driver
                && (await driver.CapabilitiesAsync(cancellationToken)) is { Expand: true } capabilities)
            {
                NodeExpandVolumeRequest request =
                    await RequestAsync(pod, volume, size, capabilities, cancellationToken);
                await volumes.AloneAsync(
                    volume, () => driver.ExpandAsync(request, cancellationToken), cancellationToken);
                string done = $"MountVolume.NodeExpandVolume succeeded for volume \"{volume.Name}\" {nodeName}";
                events.Normal(pod, "FileSystemResizeSuccessful", done);
                events.Normal(claim, "FileSystemResizeSuccessful", done);
            }
            await WriteAsync(claim, status => ClaimExpansion.Finished(status, size), cancellationToken);
        }
        catch (IOException exception)
        {
            events.Warning(
                pod, FailedReason,
                $"NodeExpandVolume.NodeExpandVolume failed for volume \"{volume.Name}\" : Expander.NodeExpand failed "
                + $"to expand the volume : {exception.Message}");
            if (exception is CsiException { IsInfeasible: true })
            {
                await WriteAsync(
                    claim, status => ClaimExpansion.Infeasible(status, exception.Message, time.GetUtcNow()),
                    cancellationToken);
            }
        }
    }

    private async Task<NodeExpandVolumeRequest> RequestAsync(
        Pod pod, CsiVolume volume, Quantity size, CsiCapabilities capabilities, CancellationToken cancellationToken)
    {
        NodeExpandVolumeRequest request = new()
        {
            VolumeId = volume.Handle,
            VolumePath = paths.Target(pod.Metadata.Uid, volume),
            CapacityRange = new() { RequiredBytes = size.Value },
            VolumeCapability = CsiRequests.CapabilityOf(volume, capabilities, pod.Spec.SecurityContext?.FsGroup),
        };
        if (capabilities.Stage)
            request.StagingTargetPath = paths.StagingTarget(paths.StagingRecord(volume));
        if (volume.ExpandSecret is { } reference)
        {
            ApiResult<Secret> found =
                await client.GetAsync<Secret>(new(reference.Namespace, reference.Name), cancellationToken);
            if (found.Value is not { } secret)
            {
                throw new IOException(
                    $"failed to get NodeExpandSecretRef {reference.Namespace}/{reference.Name}: "
                    + found.Error?.Message);
            }
            foreach ((string key, Bytes value) in secret.Data)
                request.Secrets[key] = Encoding.UTF8.GetString(value.Span);
        }
        return request;
    }

    private async Task WriteAsync(
        PersistentVolumeClaim claim, Func<PersistentVolumeClaimStatus, PersistentVolumeClaimStatus> change,
        CancellationToken cancellationToken)
    {
        PersistentVolumeClaim? latest = claim;
        for (int attempt = 0; attempt < WritesMax && latest is not null; attempt++)
        {
            ApiResult<PersistentVolumeClaim> written = await client.UpdateStatusAsync(
                latest with { Status = change(latest.Status) }, cancellationToken);
            if (written.Error is not { IsConflict: true })
                return; // Another failure shows with the next look.
            latest = (await client.GetAsync<PersistentVolumeClaim>(ObjectKey.Of(claim), cancellationToken)).Value;
        }
    }
}
