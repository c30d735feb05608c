using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Processes;

/// <summary>chown(2), which .NET has no call for; fsGroup volumes need it.</summary>
public static class FileOwner
{
    /// <summary>Leaves the user or the group as it is.</summary>
    public const uint Unchanged = uint.MaxValue;

    /// <summary>The group of a file; links are followed.</summary>
    public static unsafe uint GroupOf(string path)
    {
        FileCalls.FileStatus status = default;
        return FileCalls.Status(FileCalls.CurrentDirectory, path, 0, FileCalls.WantGroup, &status) == 0
            ? status.Group
            : throw Libc.LastError($"statx {path}");
    }

    /// <summary>lchown(2): a link's own owner, not that of what it leads to.</summary>
    public static void SetOfLink(string path, uint user, uint group)
    {
        if (FileCalls.ChangeOwnerOfLink(path, user, group) != 0)
            throw Libc.LastError($"lchown {path}");
    }

    public static void Set(string path, uint user, uint group)
    {
        if (Libc.ChangeOwner(path, user, group) != 0)
            throw Libc.LastError($"chown {path}");
    }
}
