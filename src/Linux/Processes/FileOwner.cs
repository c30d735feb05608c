using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Processes;

/// <summary>chown(2), which .NET has no call for; fsGroup volumes need it.</summary>
public static class FileOwner
{
    /// <summary>Leaves the user or the group as it is.</summary>
    public const uint Unchanged = uint.MaxValue;

    public static void Set(string path, uint user, uint group)
    {
        if (Libc.ChangeOwner(path, user, group) != 0)
            throw Libc.LastError($"chown {path}");
    }
}
