using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Linux;
using Kubesharp.Linux.Mounts;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>The mounts of one container: its volumes, /etc/hosts, and the file for its last words.</summary>
internal static class ContainerMounts
{
    private const string Reason = "CreateContainerConfigError";

    /// <param name="volumes">The place of each volume by name.</param>
    /// <param name="subPaths">The folder for parts of volumes, of this container.</param>
    /// <param name="messageFile">Where the termination message lands; made here.</param>
    public static IReadOnlyList<Cri.Mount> For(
        Container container, IReadOnlyDictionary<string, MountedVolume> volumes,
        IReadOnlyDictionary<string, string> environment, string etcHosts, string messageFile, string subPaths)
    {
        List<Cri.Mount> mounts = [];
        for (int index = 0; index < container.VolumeMounts.Count; index++)
        {
            VolumeMount mount = container.VolumeMounts[index];
            if (mount is { ReadOnly: true, RecursiveReadOnly: RecursiveReadOnlyMode.Enabled })
            {
                throw new SetupException(
                    Reason, $"volume \"{mount.Name}\" requested recursive read-only mount, but it is not supported by "
                    + "the runtime");
            }
            if (!volumes.TryGetValue(mount.Name, out MountedVolume? volume))
                throw new SetupException(
                    Reason, $"cannot find volume \"{mount.Name}\" to mount into container \"{container.Name}\"");
            string subPath = mount.SubPathExpr.Length > 0
                ? VariableExpansion.Expand(mount.SubPathExpr, environment.GetValueOrDefault)
                : mount.SubPath;
            mounts.Add(new Cri.Mount
            {
                ContainerPath = mount.MountPath.StartsWith('/') ? mount.MountPath : "/" + mount.MountPath,
                HostPath = subPath.Length > 0
                    ? SubPath(volume.Path, subPath, subPaths, index, container.Name)
                    : volume.Path,
                Readonly = mount.ReadOnly || volume.IsReadOnly,
                Propagation = mount.MountPropagation switch
                {
                    MountPropagationMode.HostToContainer => Cri.MountPropagation.PropagationHostToContainer,
                    MountPropagationMode.Bidirectional => Cri.MountPropagation.PropagationBidirectional,
                    _ => Cri.MountPropagation.PropagationPrivate,
                },
            });
        }
        if (!mounts.Exists(static mount => mount.ContainerPath == "/etc/hosts"))
            mounts.Add(new Cri.Mount { ContainerPath = "/etc/hosts", HostPath = etcHosts });
        if (container.TerminationMessagePath.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(messageFile)!);
            File.WriteAllBytes(messageFile, []);
            // The container's user is not known here, and any may write its last words.
            File.SetUnixFileMode(messageFile, (UnixFileMode)0b110_110_110);
            mounts.Add(new Cri.Mount { ContainerPath = container.TerminationMessagePath, HostPath = messageFile });
        }
        return mounts;
    }

    /// <summary>The block devices of one container.</summary>
    /// <param name="volumes">The place of each volume by name.</param>
    public static IReadOnlyList<Cri.Device> DevicesFor(
        Container container, IReadOnlyDictionary<string, MountedVolume> volumes)
    {
        List<Cri.Device> devices = [];
        foreach (VolumeDevice wanted in container.VolumeDevices)
        {
            if (!volumes.TryGetValue(wanted.Name, out MountedVolume? volume) || !volume.IsDevice)
            {
                throw new SetupException(
                    Reason, $"cannot find volume \"{wanted.Name}\" to pass into container \"{container.Name}\"");
            }
            devices.Add(new Cri.Device
            {
                ContainerPath = wanted.DevicePath,
                HostPath = volume.Path,
                Permissions = volume.IsReadOnly ? "r" : "mrw",
            });
        }
        return devices;
    }

    /// <summary>
    /// The part of a volume as a mount of its own, below the Pod's folder: a container that may write to the volume
    /// must not reach the machine through a link that it puts there.
    /// </summary>
    /// <param name="folder">Of this container's parts; the mount is named by its place in the spec.</param>
    internal static string SubPath(string volume, string subPath, string folder, int index, string container)
    {
        string[] parts = subPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts.Contains("..") || subPath.StartsWith('/'))
            throw Refuse(container);
        string target = Path.Combine(folder, index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        try
        {
            SubPathMount.Bind(volume, string.Join('/', parts), target);
        }
        catch (SystemCallException)
        {
            throw Refuse(container);
        }
        return target;
    }

    private static SetupException Refuse(string container) =>
        new(Reason, $"failed to prepare subPath for volumeMount of container \"{container}\"");
}
