using System.Security.Cryptography;
using System.Text;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>
/// Where volumes of drivers lie, as below upstream's kubelet root: drivers rely on some of it. What is on the disk is
/// what has to be undone.
/// </summary>
internal sealed class CsiPaths(NodeFolders folders)
{
    private const string Plugin = "kubernetes.io~csi";
    private const string GlobalMount = "globalmount";
    private const string MountName = "mount";
    private const string StagingName = "staging";
    private const string PublishName = "publish";
    private const string DataName = "data";

    // What the kubelet itself keeps of volumes of drivers.
    private string Root => Path.Combine(folders.Plugins, "kubernetes.io", "csi");

    private string Devices => Path.Combine(Root, "volumeDevices");

    /// <summary>The folder of a staged volume's record.</summary>
    public string StagingRecord(CsiVolume volume) => volume.IsBlock
        ? Path.Combine(Devices, volume.Name, DataName)
        : Path.Combine(
            Root, volume.Driver,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(volume.Handle))));

    /// <summary>Where the driver stages the volume whose record lies in the folder.</summary>
    public string StagingTarget(string record) => IsOfDevice(record)
        ? Path.Combine(Devices, StagingName, Path.GetFileName(Path.GetDirectoryName(record)!))
        : Path.Combine(record, GlobalMount);

    public bool IsOfDevice(string record) => record.StartsWith(Devices + "/", StringComparison.Ordinal);

    /// <summary>The folder of a volume in a Pod, with its record; of a block device the link to it.</summary>
    public string InPod(string podUid, CsiVolume volume)
    {
        string name = volume.Name.Replace('/', '~');
        return volume.IsBlock
            ? Path.Combine(folders.VolumeDevices(podUid), Plugin, name)
            : Path.Combine(folders.Volumes(podUid), Plugin, name);
    }

    /// <summary>Where the driver shows the volume to the Pod.</summary>
    public string Target(string podUid, CsiVolume volume) => volume.IsBlock
        ? Path.Combine(Devices, PublishName, volume.Name, podUid)
        : Path.Combine(InPod(podUid, volume), MountName);

    /// <summary>Records of staged volumes, each with its folder.</summary>
    public IEnumerable<(CsiVolumeRecord Record, string Folder)> Staged() =>
        from driver in FoldersIn(Root)
        from folder in FoldersIn(driver)
        let record = driver == Devices ? Path.Combine(folder, DataName) : folder
        let read = CsiVolumeRecord.Read(record)
        where read is not null
        select (read, record);

    /// <summary>What drivers have published, or were about to, for a Pod.</summary>
    public IEnumerable<(CsiVolumeRecord Record, string InPod, string Target)> Published(string podUid)
    {
        foreach (string folder in FoldersIn(Path.Combine(folders.Volumes(podUid), Plugin)))
        {
            if (CsiVolumeRecord.Read(folder) is { } record)
                yield return (record, folder, Path.Combine(folder, MountName));
        }
        string links = Path.Combine(folders.VolumeDevices(podUid), Plugin);
        if (!Directory.Exists(links))
            yield break;
        foreach (string link in Directory.EnumerateFileSystemEntries(links).ToList())
        {
            string name = Path.GetFileName(link);
            if (CsiVolumeRecord.Read(Path.Combine(Devices, name, DataName)) is { } record)
                yield return (record, link, Path.Combine(Devices, PublishName, name, podUid));
        }
    }

    /// <summary>The Pods that have a folder on this node.</summary>
    public IEnumerable<string> Pods() => FoldersIn(folders.Pods).Select(static path => Path.GetFileName(path));

    private static IReadOnlyList<string> FoldersIn(string path) =>
        Directory.Exists(path) ? [.. Directory.EnumerateDirectories(path)] : [];
}
