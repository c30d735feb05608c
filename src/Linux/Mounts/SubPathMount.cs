using System.Globalization;
using System.Runtime.InteropServices;
using Kubesharp.Linux.Native;
using Kubesharp.Linux.Processes;
using Microsoft.Win32.SafeHandles;

namespace Kubesharp.Linux.Mounts;

/// <summary>
/// Binds a part of a tree that others may write to. The part is opened below the tree's root with the kernel's own
/// check (openat2, RESOLVE_BENEATH), and what was opened is mounted: a link that is put in the way, before or in
/// between, cannot lead elsewhere.
/// </summary>
public static class SubPathMount
{
    private const int NoEntry = 2;
    private const uint DirectoryMode = 0b111_101_000;

    /// <summary>Mounts <c>root/subPath</c> on the target, which is made. Missing folders are made too.</summary>
    /// <exception cref="SystemCallException">The path leads out of the root, or a call failed.</exception>
    public static void Bind(string root, string subPath, string target)
    {
        int descriptor = FileCalls.Open(root, FileCalls.PathOnly | FileCalls.CloseOnExec);
        if (descriptor < 0)
            throw Libc.LastError($"open {root}");
        using SafeFileHandle directory = new(descriptor, ownsHandle: true);
        using SafeFileHandle part = OpenOrMake(directory, subPath);
        string opened = string.Create(
            CultureInfo.InvariantCulture, $"/proc/self/fd/{part.DangerousGetHandle()}");
        if (MountTable.IsMounted(target))
            MountTable.Unmount(target, lazy: true); // Of an earlier life of the container.
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        if (FileKinds.Of(opened, followLink: true) == FileKind.Directory)
            Directory.CreateDirectory(target);
        else if (!File.Exists(target))
            File.WriteAllBytes(target, []);
        MountTable.Mount(opened, target, null, MountFlags.Bind | MountFlags.Recursive, null);
    }

    private static SafeFileHandle OpenOrMake(SafeFileHandle root, string subPath)
    {
        if (FileCalls.OpenBeneath(root, subPath) is { } there)
            return there;
        string[] parts = subPath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int count = 1; count <= parts.Length; count++)
        {
            string path = string.Join('/', parts[..count]);
            if (FileCalls.OpenBeneath(root, path) is { } known)
            {
                known.Dispose();
                continue;
            }
            if (Marshal.GetLastPInvokeError() != NoEntry)
                throw Libc.LastError($"open {path}");
            using SafeFileHandle parent = count == 1
                ? Below(root, ".")
                : Below(root, string.Join('/', parts[..(count - 1)]));
            if (FileCalls.MakeDirectory(parent, parts[count - 1], DirectoryMode) != 0)
                throw Libc.LastError($"mkdir {path}");
        }
        return Below(root, subPath);
    }

    private static SafeFileHandle Below(SafeFileHandle root, string path) =>
        FileCalls.OpenBeneath(root, path) ?? throw Libc.LastError($"open {path}");
}
