using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Eviction;

/// <summary>What a Pod keeps on the node's own disk, and the limits that it has there.</summary>
internal sealed class LocalStorage(NodeFolders folders)
{
    private const string Resource = "ephemeral-storage";

    /// <summary>Whether anything of the Pod has a limit: others are not measured.</summary>
    public static bool IsLimited(Pod pod) =>
        pod.Spec.Volumes.Any(static volume => volume.EmptyDir?.SizeLimit is not null)
        || pod.Spec.Containers.Any(static container => container.Resources.Limits.ContainsKey(Resource));

    /// <summary>Bytes of its volumes and logs on the disk, without the writable layers of its containers.</summary>
    public long UsedBytes(Pod pod) =>
        OwnVolumes(pod).Sum(SizeOf) + SizeOf(LogsOf(pod));

    // What drivers have mounted there is not on this node's disk.
    private IEnumerable<string> OwnVolumes(Pod pod)
    {
        string folder = folders.Volumes(pod.Metadata.Uid);
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Where(
                static plugin => Path.GetFileName(plugin) is not ("kubernetes.io~csi" or "kubernetes.io~image"))
            : [];
    }

    /// <summary>Bytes of a container's logs.</summary>
    public long LogBytes(Pod pod, string container) => SizeOf(Path.Combine(LogsOf(pod), container));

    /// <summary>Files and folders of its volumes and logs on the disk.</summary>
    public long Inodes(Pod pod) => OwnVolumes(pod).Sum(CountOf) + CountOf(LogsOf(pod));

    private string LogsOf(Pod pod) =>
        folders.PodLogs(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid);

    /// <param name="layers">Bytes that each container has written to its own file system, by name.</param>
    /// <returns>The sentence of the first limit that is exceeded; null when none is.</returns>
    public string? Excess(Pod pod, IReadOnlyDictionary<string, long> layers)
    {
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (volume.EmptyDir?.SizeLimit is not { } limit || limit.Value <= 0)
                continue;
            string path = folders.Volume(pod.Metadata.Uid, "kubernetes.io~empty-dir", volume.Name);
            if (SizeOf(path) > limit.Value)
                return $"Usage of EmptyDir volume \"{volume.Name}\" exceeds the limit \"{limit}\". ";
        }
        Quantity sum = Quantity.Zero;
        bool allLimit = true;
        foreach (Container container in pod.Spec.Containers)
        {
            if (!container.Resources.Limits.TryGetValue(Resource, out Quantity limit))
            {
                allLimit = false;
                continue;
            }
            sum += limit;
            long used = layers.GetValueOrDefault(container.Name) + LogBytes(pod, container.Name);
            if (used > limit.Value)
                return $"Container {container.Name} exceeded its local ephemeral storage limit \"{limit}\". ";
        }
        return allLimit && UsedBytes(pod) + layers.Values.Sum() > sum.Value
            ? $"Pod ephemeral local storage usage exceeds the total limit of containers {sum}. "
            : null;
    }

    private static long CountOf(string folder)
    {
        try
        {
            return Directory.Exists(folder)
                ? Directory.EnumerateFileSystemEntries(folder, "*", Everything).LongCount() : 0;
        }
        catch (IOException)
        {
            return 0; // It went meanwhile.
        }
    }

    // Files come and go while one looks; what is gone has no size.
    private static long SizeOf(string folder)
    {
        if (!Directory.Exists(folder))
            return 0;
        long sum = 0;
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", Everything))
            {
                if (file.LinkTarget is null && file.Exists)
                    sum += file.Length;
            }
        }
        catch (IOException)
        {
            // The next look sees it whole.
        }
        return sum;
    }

    private static EnumerationOptions Everything { get; } = new()
    {
        RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true,
    };
}
