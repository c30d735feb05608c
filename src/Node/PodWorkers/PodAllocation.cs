using System.Buffers;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>
/// The resources that a Pod was let in with, which may lag behind what its spec says now (KEP-1287). On the disk beside
/// the Pod's volumes, so that a kubelet that starts anew does not take a wish for a promise.
/// </summary>
internal static class PodAllocation
{
    /// <summary>The Pod with the resources of the allocation in place of its own.</summary>
    public static Pod Apply(Pod pod, Pod? allocation)
    {
        if (allocation is null || !Differs(pod, allocation))
            return pod;
        return pod with
        {
            Spec = pod.Spec with
            {
                Resources = allocation.Spec.Resources,
                Containers = Apply(pod.Spec.Containers, allocation.Spec.Containers),
                InitContainers = Apply(pod.Spec.InitContainers, allocation.Spec.InitContainers),
            },
        };
    }

    /// <summary>Whether the Pod now wants other resources than it was allocated.</summary>
    public static bool Differs(Pod pod, Pod allocation) =>
        pod.Spec.Resources != allocation.Spec.Resources
        || Differ(pod.Spec.Containers, allocation.Spec.Containers)
        || Differ(pod.Spec.InitContainers, allocation.Spec.InitContainers);

    public static void Save(string path, Pod pod)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        ArrayBufferWriter<byte> json = new();
        ResourceRegistry.Of<Pod>().Codec.WriteJson(pod, json);
        // Replaced whole: half a file would be taken for no allocation.
        string temporary = path + ".new";
        File.WriteAllBytes(temporary, json.WrittenSpan.ToArray());
        Linux.Processes.FileName.Replace(temporary, path);
    }

    /// <returns>Null when there is none, or none that can be read.</returns>
    public static Pod? Load(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            return ResourceRegistry.Of<Pod>().Codec.ReadJson(File.ReadAllBytes(path)) as Pod;
        }
        catch (Exception exception) when (exception is DecodeException or IOException)
        {
            return null;
        }
    }

    private static IReadOnlyList<Container> Apply(
        IReadOnlyList<Container> containers, IReadOnlyList<Container> allocated) =>
        [.. containers.Select(container => Find(allocated, container.Name) is { } known
            ? container with { Resources = known.Resources }
            : container)];

    private static bool Differ(IReadOnlyList<Container> containers, IReadOnlyList<Container> allocated) =>
        containers.Any(container => Find(allocated, container.Name) is { } known
            && known.Resources != container.Resources);

    private static Container? Find(IReadOnlyList<Container> containers, string name) =>
        containers.FirstOrDefault(container => container.Name == name);
}
