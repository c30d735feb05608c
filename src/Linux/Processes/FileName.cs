using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Processes;

/// <summary>
/// rename(2). .NET's File.Move refuses a symbolic link to a directory, which is how volumes switch at once.
/// </summary>
public static class FileName
{
    /// <summary>Gives the file or link the new name, replacing what had it, in one step.</summary>
    public static void Replace(string from, string to)
    {
        if (Libc.Rename(from, to) != 0)
            throw Libc.LastError($"rename {from} to {to}");
    }
}
