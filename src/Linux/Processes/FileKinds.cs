using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Processes;

/// <summary>What a path names.</summary>
public enum FileKind
{
    /// <summary>Nothing is there.</summary>
    None,
    File,
    Directory,
    Socket,
    CharacterDevice,
    BlockDevice,
    Link,
    Other,
}

/// <summary>statx(2): .NET tells files from directories, and no more.</summary>
public static class FileKinds
{
    private const int TypeMask = 0xF000;

    /// <param name="path">Any.</param>
    /// <param name="followLink">False: a link is a link.</param>
    public static unsafe FileKind Of(string path, bool followLink = true)
    {
        FileCalls.FileStatus status = default;
        int flags = followLink ? 0 : FileCalls.SymbolicLinkNoFollow;
        if (FileCalls.Status(FileCalls.CurrentDirectory, path, flags, FileCalls.WantType, &status) != 0)
            return FileKind.None;
        return (status.Mode & TypeMask) switch
        {
            0x8000 => FileKind.File,
            0x4000 => FileKind.Directory,
            0xC000 => FileKind.Socket,
            0x2000 => FileKind.CharacterDevice,
            0x6000 => FileKind.BlockDevice,
            0xA000 => FileKind.Link,
            _ => FileKind.Other,
        };
    }
}
