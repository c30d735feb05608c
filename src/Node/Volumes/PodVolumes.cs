using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Linux.Mounts;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>Makes the volumes of a Pod on this machine, keeps their content current, and takes them away.</summary>
/// <remarks>Stateless: what is on the disk is the state. The Pod's worker is the only caller for its Pod.</remarks>
internal sealed class PodVolumes(
    KubeletOptions options, ApiClient client, ProjectedFiles projected, ServiceAccountTokens tokens, TimeProvider time)
{
    private const string Reason = ProjectedFiles.Reason;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    private readonly NodeFolders folders = NodeFolders.Of(options);

    /// <summary>Makes what is missing and refreshes what changed. Returns the path of each volume by name.</summary>
    /// <exception cref="SetupException">A volume cannot be had; says which and why.</exception>
    public async Task<IReadOnlyDictionary<string, string>> SetUpAsync(
        Pod pod, PodAddresses addresses, IReadOnlyDictionary<string, Quantity> allocatable,
        CancellationToken cancellationToken)
    {
        Dictionary<string, string> paths = new(StringComparer.Ordinal);
        foreach (Volume volume in pod.Spec.Volumes)
        {
            try
            {
                paths[volume.Name] = await SetUpAsync(pod, volume, addresses, allocatable, cancellationToken);
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
    public static bool ChangeOverTime(Pod pod) => pod.Spec.Volumes.Any(static volume =>
        volume is not ({ EmptyDir: not null } or { HostPath: not null } or { PersistentVolumeClaim: not null }));

    /// <summary>Unmounts and deletes all that the Pod had in this node's folders.</summary>
    public void TearDown(string podUid)
    {
        tokens.Forget(podUid);
        string directory = folders.Pod(podUid);
        if (!Directory.Exists(directory))
            return;
        MountTable.UnmountAll(directory);
        Directory.Delete(directory, recursive: true);
    }

    private async Task<string> SetUpAsync(
        Pod pod, Volume volume, PodAddresses addresses, IReadOnlyDictionary<string, Quantity> allocatable,
        CancellationToken cancellationToken)
    {
        string uid = pod.Metadata.Uid;
        switch (volume)
        {
            case { EmptyDir: { } emptyDir }:
                return SetUp(pod, folders.Volume(uid, "kubernetes.io~empty-dir", volume.Name), emptyDir);
            case { HostPath: { } hostPath }:
                HostPaths.Prepare(hostPath.Path, hostPath.Type);
                return hostPath.Path;
            case { PersistentVolumeClaim: { } claim }:
                return await PathOfClaimAsync(pod, claim.ClaimName, cancellationToken);
            case { Ephemeral: not null }:
                return await PathOfClaimAsync(pod, $"{pod.Metadata.Name}-{volume.Name}", cancellationToken);
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
        return path;
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

    // Volumes that are folders of this machine: hostPath and local. Others need a driver that is not there.
    private async Task<string> PathOfClaimAsync(Pod pod, string claimName, CancellationToken cancellationToken)
    {
        ApiResult<PersistentVolumeClaim> claim = await client.GetAsync<PersistentVolumeClaim>(
            new(pod.Metadata.Namespace, claimName), cancellationToken);
        if (claim.Value is not { Spec.VolumeName.Length: > 0 } bound)
            throw new SetupException(Reason, claim.Error?.Message ?? $"PersistentVolumeClaim {claimName} is not bound");
        ApiResult<PersistentVolume> volume =
            await client.GetAsync<PersistentVolume>(new("", bound.Spec.VolumeName), cancellationToken);
        if (volume.Value is not { } found)
            throw new SetupException(Reason, volume.Error?.Message ?? "not found");
        if (found.Spec.HostPath is { } hostPath)
        {
            HostPaths.Prepare(hostPath.Path, hostPath.Type ?? HostPathType.DirectoryOrCreate);
            return hostPath.Path;
        }
        if (found.Spec.Local is { } local)
        {
            HostPaths.Prepare(local.Path, HostPathType.Directory);
            VolumeOwnership.Apply(local.Path, pod.Spec.SecurityContext);
            return local.Path;
        }
        throw new SetupException(
            Reason, $"PersistentVolume {found.Metadata.Name} needs a driver that is not on this node");
    }
}
