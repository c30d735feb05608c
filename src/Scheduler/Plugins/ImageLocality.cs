using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>
/// Prefers nodes that have the Pod's images, the more the larger those are and the more nodes have them.
/// </summary>
public sealed class ImageLocality(ClusterSnapshot snapshot) : IPreScorePlugin, IScorePlugin
{
    // Upstream's bounds: an image under 23 MB is as good as absent, over 1,000 MB for each container none is better.
    private const long Megabyte = 1024 * 1024;
    private const long Least = 23 * Megabyte;
    private const long MostPerContainer = 1000 * Megabyte;
    private const string StateKey = nameof(ImageLocality);

    public string Name => nameof(ImageLocality);

    public Status PreScore(CycleState state, PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        PodSpec spec = pod.Pod.Spec;
        List<string> names = [];
        int containers = spec.InitContainers.Count + spec.Containers.Count;
        foreach (Container container in spec.InitContainers)
            names.Add(Normal(container.Image));
        foreach (Container container in spec.Containers)
            names.Add(Normal(container.Image));
        foreach (Volume volume in spec.Volumes)
        {
            if (volume.Image is null)
                continue;
            names.Add(Normal(volume.Image.Reference));
            containers++;
        }
        // Images that no node has add nothing: left out here, so that nodes are asked for the others only.
        names.RemoveAll(name => snapshot.Images.NodesWith(name) == 0);
        state.Set(StateKey, new Wanted([.. names], containers));
        return Status.Success;
    }

    public long Score(CycleState state, PodInfo pod, NodeInfo node)
    {
        Wanted wanted = state.Get<Wanted>(StateKey)!;
        if (wanted.Names.Length == 0)
            return 0;
        int nodes = snapshot.Nodes.Count;
        long sum = 0;
        foreach (string name in wanted.Names)
        {
            if (node.Images.TryGetValue(name, out long size))
                sum += (long)(size * (snapshot.Images.NodesWith(name) / (double)nodes));
        }
        long most = MostPerContainer * wanted.Containers;
        return Profile.ScoreMax * (Math.Clamp(sum, Least, most) - Least) / (most - Least);
    }

    /// <summary>As nodes report images: with a tag.</summary>
    private static string Normal(string image) =>
        image.LastIndexOf(':') <= image.LastIndexOf('/') ? image + ":latest" : image;

    private sealed record Wanted(string[] Names, int Containers);
}
