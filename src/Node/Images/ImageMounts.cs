using Kubesharp.Kubelet.Runtime;
using Kubesharp.Linux.Mounts;

namespace Kubesharp.Kubelet.Images;

/// <summary>
/// Volumes that are the files of an image (KEP-4639). The runtime interface of containerd 1.6 cannot mount one; its own
/// client can, read-only, from the layers that are there for containers.
/// </summary>
/// <param name="ctr">Null: the runtime is somebody else's, and images cannot be mounted.</param>
internal sealed class ImageMounts(NodeFolders folders, Ctr? ctr)
{
    private const string Plugin = "kubernetes.io~image";

    public string PathOf(string podUid, string volume) => folders.Volume(podUid, Plugin, volume);

    /// <summary>Shows the image's files at the volume's place; does nothing when it does already.</summary>
    /// <param name="reference">Of an image that is on this node.</param>
    /// <exception cref="SetupException">It cannot be mounted.</exception>
    public async Task MountAsync(
        string podUid, string volume, string reference, CancellationToken cancellationToken)
    {
        if (ctr is null)
        {
            throw new SetupException(
                "ImageVolumeMountFailed", $"volume \"{volume}\": the runtime does not support image volumes");
        }
        string path = PathOf(podUid, volume);
        if (MountTable.IsMounted(path))
            return;
        Directory.CreateDirectory(path);
        try
        {
            // What an earlier try has left under this name stands in the way.
            await ForgetAsync(path, cancellationToken);
            await ctr.RunAsync(["images", "mount", reference, path], cancellationToken);
        }
        catch (IOException exception)
        {
            throw new SetupException("ImageVolumeMountFailed", $"volume \"{volume}\": {exception.Message}");
        }
    }

    /// <summary>Takes the Pod's image volumes away.</summary>
    public async Task UnmountAsync(string podUid, CancellationToken cancellationToken)
    {
        string folder = Path.Combine(folders.Volumes(podUid), Plugin);
        if (ctr is null || !Directory.Exists(folder))
            return;
        foreach (string path in Directory.EnumerateDirectories(folder).ToList())
        {
            MountTable.UnmountAll(path);
            await ForgetAsync(path, cancellationToken);
            Directory.Delete(path);
        }
    }

    // The snapshot that was mounted, and the lease that kept it, are named by the place.
    private async Task ForgetAsync(string path, CancellationToken cancellationToken)
    {
        foreach (string[] words in (string[][])[["snapshots", "rm", path], ["leases", "rm", path]])
        {
            try
            {
                await ctr!.RunAsync(words, cancellationToken);
            }
            catch (IOException)
            {
                // Not there. If containerd is away, what is left goes when the lease ends, within a day.
            }
        }
    }
}
