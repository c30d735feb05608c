using Kubesharp.Api.Storage;
using Kubesharp.Client;
using Node = Kubesharp.Api.Core.Node;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>Waits until volumes are attached to this node.</summary>
internal sealed class CsiAttachments(
    string nodeName, ApiClient client, Func<string, CancellationToken, Task> announce, TimeProvider time)
{
    // Upstream's podAttachAndMountTimeout.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(123);
    // A kubelet may read its own VolumeAttachments one by one, not watch them.
    private static readonly TimeSpan LookFirst = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Says in the node's status that the volume is in use, so that nobody detaches it, and waits until it is attached.
    /// </summary>
    /// <returns>What the driver's controller said of the attachment.</returns>
    /// <exception cref="SetupException">It has not been for too long.</exception>
    public async Task<IReadOnlyDictionary<string, string>> WaitAsync(
        CsiVolume volume, CancellationToken cancellationToken)
    {
        long since = time.GetTimestamp();
        await announce(volume.UniqueName, cancellationToken);
        for (TimeSpan pause = LookFirst; ; pause = pause * 2 < LookMax ? pause * 2 : LookMax)
        {
            if (await ContextAsync(volume, cancellationToken) is { } context)
                return context;
            if (time.GetElapsedTime(since) > Patience)
            {
                throw new SetupException(
                    ProjectedFiles.Reason,
                    $"Unable to attach or mount volumes: unmounted volumes=[{volume.PodVolume}], unattached "
                    + $"volumes=[{volume.PodVolume}], failed to process volumes=[]: timed out waiting for the "
                    + "condition");
            }
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <returns>Null while it is not attached.</returns>
    private async Task<IReadOnlyDictionary<string, string>?> ContextAsync(
        CsiVolume volume, CancellationToken cancellationToken)
    {
        // The controller takes a volume from this list before it detaches it: what is on it is safe to mount.
        ApiResult<Node> node = await client.GetAsync<Node>(new("", nodeName), cancellationToken);
        if (node.Value?.Status.VolumesAttached.Any(known => known.Name == volume.UniqueName) != true)
            return null;
        string name = CsiVolume.AttachmentName(volume.Driver, volume.Handle, nodeName);
        ApiResult<VolumeAttachment> found =
            await client.GetAsync<VolumeAttachment>(new("", name), cancellationToken);
        return found.Value is { Status.Attached: true, Metadata.DeletionTimestamp: null } attachment
            ? attachment.Status.AttachmentMetadata : null;
    }
}
