using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>The mounts of one container: its volumes, /etc/hosts, and the file for its last words.</summary>
internal static class ContainerMounts
{
    private const string Reason = "CreateContainerConfigError";
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_000;

    /// <param name="volumes">The path of each volume by name.</param>
    /// <param name="messageFile">Where the termination message lands; made here.</param>
    public static IReadOnlyList<Cri.Mount> For(
        Pod pod, Container container, IReadOnlyDictionary<string, string> volumes,
        IReadOnlyDictionary<string, string> environment, string etcHosts, string messageFile)
    {
        List<Cri.Mount> mounts = [];
        foreach (VolumeMount mount in container.VolumeMounts)
        {
            if (!volumes.TryGetValue(mount.Name, out string? path))
                throw new SetupException(
                    Reason, $"cannot find volume \"{mount.Name}\" to mount into container \"{container.Name}\"");
            string subPath = mount.SubPathExpr.Length > 0
                ? VariableExpansion.Expand(mount.SubPathExpr, environment.GetValueOrDefault)
                : mount.SubPath;
            mounts.Add(new Cri.Mount
            {
                ContainerPath = mount.MountPath.StartsWith('/') ? mount.MountPath : "/" + mount.MountPath,
                HostPath = subPath.Length > 0 ? SubPath(path, subPath, container.Name) : path,
                Readonly = mount.ReadOnly || IsFromApi(pod, mount.Name),
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

    /// <summary>
    /// A path inside a volume, its folders made. A link that leads out of the volume is refused: a container that may
    /// write to a volume must not reach the machine through it.
    /// </summary>
    internal static string SubPath(string volume, string subPath, string container)
    {
        string root = Resolve(volume);
        string at = root;
        foreach (string part in subPath.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
                throw Refuse(container);
            string next = Path.Combine(at, part);
            if (!Path.Exists(next) && new FileInfo(next).LinkTarget is null)
            {
                UnixFileMode mode = File.GetUnixFileMode(at);
                Directory.CreateDirectory(next);
                File.SetUnixFileMode(next, mode == 0 ? DirectoryMode : mode);
            }
            at = Resolve(next);
            if (at != root && !at.StartsWith(root + "/", StringComparison.Ordinal))
                throw Refuse(container);
        }
        return at;
    }

    private static string Resolve(string path)
    {
        // Links may lead to links; the kernel gives up after forty, and so do we.
        for (int hop = 0; hop < 40; hop++)
        {
            if (new FileInfo(path).LinkTarget is not { } target)
                return Path.GetFullPath(ResolveParents(path));
            path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
        }
        return path;
    }

    private static string ResolveParents(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        return string.IsNullOrEmpty(parent) || parent == "/"
            ? path
            : Path.Combine(Resolve(parent), Path.GetFileName(path));
    }

    private static SetupException Refuse(string container) =>
        new(Reason, $"failed to prepare subPath for volumeMount of container \"{container}\"");

    private static bool IsFromApi(Pod pod, string name) =>
        pod.Spec.Volumes.Any(volume => volume.Name == name && volume is
            { ConfigMap: not null } or { Secret: not null } or { Projected: not null } or { DownwardAPI: not null });
}
