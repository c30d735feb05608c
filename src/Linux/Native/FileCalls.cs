using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Kubesharp.Linux.Native;

/// <summary>Calls on files below a directory that is held open.</summary>
internal static unsafe partial class FileCalls
{
    internal const int PathOnly = 0x200000; // O_PATH
    internal const int CloseOnExec = 0x80000;
    internal const int NoFollow = 0x20000;
    internal const ulong ResolveBeneath = 8; // RESOLVE_BENEATH
    internal const ulong ResolveNoMagicLinks = 2;
    internal const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    internal const int SymbolicLinkNoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    internal const int CurrentDirectory = -100; // AT_FDCWD
    internal const uint WantType = 1; // STATX_TYPE
    internal const uint WantGroup = 0x10; // STATX_GID
    private const nint OpenAt2Number = 437; // The same on every architecture.

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        internal ulong Flags;
        internal ulong Mode;
        internal ulong Resolve;
    }

    // struct statx is 256 bytes; the mode stands at 28.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct FileStatus
    {
        [FieldOffset(24)] internal uint Group;
        [FieldOffset(28)] internal ushort Mode;
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenAt2(nint number, SafeHandle directory, string path, OpenHow* how, nuint size);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeDirectory(SafeHandle directory, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Status(int directory, string path, int flags, uint mask, FileStatus* status);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeOwnerOfLink(string path, uint user, uint group);

    /// <summary>Opens what lies below a directory; the kernel refuses every way out of it.</summary>
    internal static SafeFileHandle? OpenBeneath(SafeHandle directory, string path)
    {
        OpenHow how = new()
        {
            Flags = PathOnly | CloseOnExec, Resolve = ResolveBeneath | ResolveNoMagicLinks,
        };
        nint descriptor = OpenAt2(OpenAt2Number, directory, path, &how, (nuint)sizeof(OpenHow));
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }
}
