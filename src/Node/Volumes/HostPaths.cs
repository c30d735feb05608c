using Kubesharp.Api.Core;
using Kubesharp.Linux.Processes;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>Volumes that are a path of the machine: what must be there, and what is made.</summary>
internal static class HostPaths
{
    private const UnixFileMode DirectoryMode = (UnixFileMode)0b111_101_101;
    private const UnixFileMode FileMode = (UnixFileMode)0b110_100_100;

    /// <exception cref="SetupException">The path is not what the volume says.</exception>
    public static void Prepare(string path, string? type)
    {
        if (string.IsNullOrEmpty(type))
            return;
        FileKind kind = FileKinds.Of(path);
        switch (type)
        {
            case HostPathType.DirectoryOrCreate when kind == FileKind.None:
                Directory.CreateDirectory(path, DirectoryMode);
                break;
            case HostPathType.FileOrCreate when kind == FileKind.None:
                File.WriteAllBytes(path, []);
                File.SetUnixFileMode(path, FileMode);
                break;
            case HostPathType.DirectoryOrCreate or HostPathType.Directory:
                Require(kind == FileKind.Directory, path, "a directory");
                break;
            case HostPathType.FileOrCreate or HostPathType.File:
                Require(kind == FileKind.File, path, "a file");
                break;
            case HostPathType.Socket:
                Require(kind == FileKind.Socket, path, "a socket file");
                break;
            case HostPathType.CharDevice:
                Require(kind == FileKind.CharacterDevice, path, "a character device");
                break;
            case HostPathType.BlockDevice:
                Require(kind == FileKind.BlockDevice, path, "a block device");
                break;
        }
    }

    private static void Require(bool held, string path, string noun)
    {
        if (!held)
            throw new SetupException(ProjectedFiles.Reason, $"hostPath type check failed: {path} is not {noun}");
    }
}
