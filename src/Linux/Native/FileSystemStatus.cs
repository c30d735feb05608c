using System.Runtime.InteropServices;

namespace Kubesharp.Linux.Native;

/// <summary>struct statvfs of 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FileSystemStatus
{
    public ulong BlockSize;
    public ulong FragmentSize;
    public ulong Blocks;
    public ulong BlocksFree;
    public ulong BlocksAvailable;
    public ulong Files;
    public ulong FilesFree;
    public ulong FilesAvailable;
    public ulong Id;
    public ulong Flags;
    public ulong NameMax;
    // Reserved, with room for C libraries that have more of it.
    private fixed int spare[16];
}
