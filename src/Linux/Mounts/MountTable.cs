using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Mounts;

/// <summary>The mounts of this process's mount namespace: what there is, and how to change it.</summary>
public static class MountTable
{
    private const int Detach = 2; // MNT_DETACH
    private const int NoFollow = 8; // UMOUNT_NOFOLLOW

    public static IReadOnlyList<MountPoint> Read() => MountPoint.Parse(File.ReadAllText("/proc/self/mountinfo"));

    public static bool IsMounted(string target)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(target));
        return Read().Any(mount => mount.Target == path);
    }

    /// <summary>
    /// mount(2). <paramref name="options"/> are the file system's own, such as <c>size=64m,mode=0755</c>.
    /// </summary>
    public static void Mount(string? source, string target, string? type, MountFlags flags, string? options)
    {
        if (Libc.Mount(source, target, type, (nuint)(uint)flags, options) != 0)
            throw Libc.LastError($"mount {source ?? type} on {target}");
    }

    public static void MountTmpfs(string target, string options) =>
        Mount("tmpfs", target, "tmpfs", MountFlags.NoSetUserId | MountFlags.NoDevices, options);

    /// <summary>A bind mount. Read-only takes a second call: the kernel ignores the flag in the first.</summary>
    public static void Bind(string source, string target, bool readOnly)
    {
        Mount(source, target, null, MountFlags.Bind | MountFlags.Recursive, null);
        if (readOnly)
            Mount(null, target, null, MountFlags.Bind | MountFlags.Remount | MountFlags.ReadOnly, null);
    }

    /// <summary>
    /// Lets mounts below propagate to and from other mount namespaces, as Bidirectional volumes need.
    /// </summary>
    public static void MakeShared(string target) =>
        Mount(null, target, null, MountFlags.Shared | MountFlags.Recursive, null);

    /// <summary>Unmounts. Lazily: the mount leaves the tree at once and is freed when its last user is gone.</summary>
    /// <returns>False when nothing was mounted there.</returns>
    public static bool Unmount(string target, bool lazy = false)
    {
        if (Libc.Unmount(target, NoFollow | (lazy ? Detach : 0)) == 0)
            return true;
        SystemCallException error = Libc.LastError($"umount {target}");
        if (error.ErrorNumber is SystemCallException.Invalid or SystemCallException.NoEntry)
            return false;
        throw error;
    }

    /// <summary>Unmounts everything at and below a directory, innermost first, lazily.</summary>
    /// <returns>How many mounts went.</returns>
    public static int UnmountAll(string directory)
    {
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        int count = 0;
        foreach (MountPoint mount in Read().Reverse())
        {
            if (mount.Target != path && !mount.Target.StartsWith(path + "/", StringComparison.Ordinal))
                continue;
            if (Unmount(mount.Target, lazy: true))
                count++;
        }
        return count;
    }
}
