using Kubesharp.Api.Core;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>Gives a volume to the Pod's fsGroup: every file of the group, readable and writable by it.</summary>
internal static class VolumeOwnership
{
    private const UnixFileMode GroupFile = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
    private const UnixFileMode GroupFolder = GroupFile | UnixFileMode.GroupExecute | UnixFileMode.SetGroup;

    /// <summary>
    /// Does nothing without an fsGroup, nor under OnRootMismatch when the root is the group's already: a large volume
    /// takes long to walk.
    /// </summary>
    public static void Apply(string root, PodSecurityContext? context)
    {
        if (context?.FsGroup is not { } group)
            return;
        if (context.FsGroupChangePolicy == PodFSGroupChangePolicy.OnRootMismatch && IsGroups(root, group))
            return;
        // Depth first, the root last: an interrupted walk is seen as such by the next.
        foreach (string path in Directory.EnumerateFileSystemEntries(root, "*", Everything).Reverse())
            Give(path, (uint)group);
        Give(root, (uint)group);
    }

    private static EnumerationOptions Everything { get; } = new()
    {
        RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    private static void Give(string path, uint group)
    {
        FileOwner.SetOfLink(path, FileOwner.Unchanged, group);
        if (new FileInfo(path).LinkTarget is not null)
            return; // A link has no mode, and what it leads to is not its volume's business.
        UnixFileMode mode = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, mode | (Directory.Exists(path) ? GroupFolder : GroupFile));
    }

    private static bool IsGroups(string root, long group) =>
        FileOwner.GroupOf(root) == group && (File.GetUnixFileMode(root) & GroupFolder) == GroupFolder;
}
