using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Mounts;

/// <summary>How full a file system is, as statvfs(3) tells: .NET's DriveInfo counts no inodes.</summary>
/// <param name="AvailableBytes">For those who are not root.</param>
/// <param name="TotalInodes">0 where the file system has no fixed number of them.</param>
public readonly record struct FileSystemUsage(
    long TotalBytes, long AvailableBytes, long TotalInodes, long FreeInodes)
{
    /// <param name="path">Any file or folder on it.</param>
    public static FileSystemUsage Read(string path)
    {
        if (Libc.FileSystemStatus(path, out FileSystemStatus status) != 0)
            throw Libc.LastError($"statvfs {path}");
        long unit = (long)status.FragmentSize;
        return new(
            (long)status.Blocks * unit, (long)status.BlocksAvailable * unit, (long)status.Files,
            (long)status.FilesFree);
    }
}
