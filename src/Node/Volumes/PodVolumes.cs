using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Images;
using Kubesharp.Kubelet.Volumes.Csi;
using Kubesharp.Linux.Mounts;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>Makes the volumes of a Pod on this machine, keeps their content current, and takes them away.</summary>
/// <remarks>Stateless: what is on the disk is the state. The Pod's worker is the only caller for its Pod.</remarks>
internal sealed class PodVolumes(
    KubeletOptions options, ApiClient client, ProjectedFiles projected, ServiceAccountTokens tokens, CsiVolumes csi,
    CsiExpansion expansion, ImageMounts images, TimeProvider time)
{
    private const string Reason = ProjectedFiles.Reason;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly NodeFolders folders = NodeFolders.Of(options);

    /// <summary>The part that storage drivers serve.</summary>
    public CsiVolumes Csi => csi;

    /// <summary>The part that is files of images.</summary>
    public ImageMounts Images => images;

    /// <summary>Makes what is missing and refreshes what changed. Returns the place of each volume by name.</summary>
    /// <exception cref="SetupException">A volume cannot be had; says which and why.</exception>
    public async Task<IReadOnlyDictionary<string, MountedVolume>> SetUpAsync(
        Pod pod, PodAddresses addresses, IReadOnlyDictionary<string, Quantity> allocatable,
        CancellationToken cancellationToken)
    {
        Dictionary<string, MountedVolume> paths = new(StringComparer.Ordinal);
        foreach (Volume volume in pod.Spec.Volumes)
        {
            try
            {
                paths[volume.Name] = await SetUpAsync(pod, volume, addresses, allocatable, cancellationToken);
            }
            catch (MountException)
            {
                throw; // It names the step and the volume.
            }
            catch (Exception exception) when (exception is SetupException or IOException or UnauthorizedAccessException)
            {
                throw new SetupException(
                    Reason, $"MountVolume.SetUp failed for volume \"{volume.Name}\" : {exception.Message}");
            }
        }
        return paths;
    }

    /// <summary>True when some volume's content can change while the Pod runs.</summary>
    public bool ChangeOverTime(Pod pod) => csi.Uses(pod.Metadata.Uid) || pod.Spec.Volumes.Any(static volume =>
        volume is not ({ EmptyDir: not null } or { HostPath: not null } or { PersistentVolumeClaim: not null }
            or { Image: not null }));

    /// <summary>Unmounts and deletes all that the Pod had in this node's folders.</summary>
    /// <exception cref="IOException">A volume's driver refused or is not there; to be tried again.</exception>
    public async Task TearDownAsync(string podUid, CancellationToken cancellationToken)
    {
        tokens.Forget(podUid);
        // Parts of volumes first: a driver cannot unmount what is in use below.
        if (Directory.Exists(folders.SubPaths(podUid)))
            MountTable.UnmountAll(folders.SubPaths(podUid));
        await csi.UnmountAsync(podUid, cancellationToken);
        await images.UnmountAsync(podUid, cancellationToken);
        string directory = folders.Pod(podUid);
        if (!Directory.Exists(directory))
            return;
        MountTable.UnmountAll(directory);
        Directory.Delete(directory, recursive: true);
    }

    private async Task<MountedVolume> SetUpAsync(
        Pod pod, Volume volume, PodAddresses addresses, IReadOnlyDictionary<string, Quantity> allocatable,
        CancellationToken cancellationToken)
    {
        string uid = pod.Metadata.Uid;
        switch (volume)
        {
            case { EmptyDir: { } emptyDir }:
                return new(SetUp(pod, folders.Volume(uid, "kubernetes.io~empty-dir", volume.Name), emptyDir));
            case { HostPath: { } hostPath }:
                HostPaths.Prepare(hostPath.Path, hostPath.Type);
                return new(hostPath.Path);
            case { PersistentVolumeClaim: { } claim }:
                return await OfClaimAsync(pod, volume, claim.ClaimName, claim.ReadOnly, cancellationToken);
            case { Ephemeral: not null }:
                return await OfClaimAsync(
                    pod, volume, $"{pod.Metadata.Name}-{volume.Name}", readOnly: false, cancellationToken);
            case { Image: not null }:
                // Its files come with the first container that wants them: a pull takes its time.
                return new(images.PathOf(uid, volume.Name), IsReadOnly: true);
            case { Csi: not null }:
                return await csi.MountAsync(pod, CsiVolume.Of(pod, volume), cancellationToken);
        }
        if (await projected.BuildAsync(pod, volume, addresses, allocatable, cancellationToken) is not { } files)
            throw new SetupException(Reason, "no volume plugin matched");
        string plugin = volume switch
        {
            { ConfigMap: not null } => "kubernetes.io~configmap",
            { Secret: not null } => "kubernetes.io~secret",
            { DownwardAPI: not null } => "kubernetes.io~downward-api",
            _ => "kubernetes.io~projected",
        };
        string path = folders.Volume(uid, plugin, volume.Name);
        AtomicDirectory.Write(path, files, pod.Spec.SecurityContext?.FsGroup, time);
        return new(path, IsReadOnly: true);
    }

    private static string SetUp(Pod pod, string path, EmptyDirVolumeSource source)
    {
        bool made = !Directory.Exists(path);
        Directory.CreateDirectory(path);
        if (source.Medium == StorageMedium.Memory && !MountTable.IsMounted(path))
        {
            string size = source.SizeLimit is { } limit
                ? string.Create(CultureInfo.InvariantCulture, $"size={limit.Value},mode=0777")
                : "mode=0777";
            MountTable.MountTmpfs(path, size);
            made = true;
        }
        if (!made)
            return path; // Containers may have changed owner and mode by now.
        if (pod.Spec.SecurityContext?.FsGroup is { } group)
        {
            FileOwner.Set(path, FileOwner.Unchanged, (uint)group);
            File.SetUnixFileMode(path, Everybody | UnixFileMode.SetGroup);
        }
        else
        {
            File.SetUnixFileMode(path, Everybody);
        }
        return path;
    }

    private async Task<MountedVolume> OfClaimAsync(
        Pod pod, Volume volume, string claimName, bool readOnly, CancellationToken cancellationToken)
    {
        ApiResult<PersistentVolumeClaim> claim = await client.GetAsync<PersistentVolumeClaim>(
            new(pod.Metadata.Namespace, claimName), cancellationToken);
        if (claim.Value is not { Spec.VolumeName.Length: > 0 } bound)
            throw new SetupException(Reason, claim.Error?.Message ?? $"PersistentVolumeClaim {claimName} is not bound");
        if (volume.Ephemeral is not null && !bound.Metadata.OwnerReferences.Any(
            owner => owner.Controller == true && owner.Uid == pod.Metadata.Uid))
        {
            // A claim of that name which somebody else has made holds somebody else's data.
            throw new SetupException(
                Reason, $"PVC {pod.Metadata.Namespace}/{claimName} was not created for pod {pod.Metadata.Namespace}/"
                + $"{pod.Metadata.Name} (pod is not owner)");
        }
        ApiResult<PersistentVolume> known =
            await client.GetAsync<PersistentVolume>(new("", bound.Spec.VolumeName), cancellationToken);
        if (known.Value is not { } found)
            throw new SetupException(Reason, known.Error?.Message ?? "not found");
        if (found.Spec.HostPath is { } hostPath)
        {
            HostPaths.Prepare(hostPath.Path, hostPath.Type ?? HostPathType.DirectoryOrCreate);
            return new(hostPath.Path, readOnly);
        }
        if (found.Spec.Local is { } local)
        {
            HostPaths.Prepare(local.Path, HostPathType.Directory);
            if (!readOnly)
                VolumeOwnership.Apply(local.Path, pod.Spec.SecurityContext);
            return new(local.Path, readOnly);
        }
        if (found.Spec.Csi is not null)
        {
            CsiVolume ofDriver = CsiVolume.Of(found, volume.Name, readOnly);
            MountedVolume place = await csi.MountAsync(pod, ofDriver, cancellationToken);
            await expansion.ExpandAsync(pod, ofDriver, bound, found, cancellationToken);
            return place;
        }
        throw new SetupException(
            Reason, $"PersistentVolume {found.Metadata.Name} needs a driver that is not on this node");
    }
}
