using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>Volumes that are a path of the machine: what must be there, and what is made.</summary>
internal static class HostPaths
{
    /// <exception cref="SetupException">The path is not what the volume says.</exception>
    public static void Prepare(string path, string? type)
    {
        switch (type)
        {
            case HostPathType.DirectoryOrCreate when !Path.Exists(path):
                Directory.CreateDirectory(path);
                break;
            case HostPathType.FileOrCreate when !Path.Exists(path):
                File.WriteAllBytes(path, []);
                break;
            case HostPathType.DirectoryOrCreate or HostPathType.Directory:
                Require(Directory.Exists(path), path, "a directory");
                break;
            case HostPathType.FileOrCreate or HostPathType.File:
                Require(File.Exists(path), path, "a file");
                break;
            case HostPathType.Socket:
                Require(File.Exists(path) && IsBoundSocket(path), path, "a socket file");
                break;
            case HostPathType.CharDevice or HostPathType.BlockDevice:
                Require(File.Exists(path), path, "a device");
                break;
        }
    }

    private static bool IsBoundSocket(string path) =>
        File.ReadLines("/proc/net/unix").Any(line => line.EndsWith(" " + path, StringComparison.Ordinal));

    private static void Require(bool held, string path, string noun)
    {
        if (!held)
            throw new SetupException(ProjectedFiles.Reason, $"hostPath type check failed: {path} is not {noun}");
    }
}
