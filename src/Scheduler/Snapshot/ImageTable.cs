using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>Which images are on how many nodes.</summary>
internal sealed class ImageTable
{
    private readonly Dictionary<string, int> nodes = new(StringComparer.Ordinal);

    public int NodesWith(string name) => nodes.GetValueOrDefault(name);

    /// <summary>Takes over what the node reports; null: the node is gone.</summary>
    public void Change(NodeInfo node, Node? reported)
    {
        foreach (string name in node.Images.Keys)
        {
            if (--nodes.AsRef(name) == 0)
                nodes.Remove(name);
        }
        node.Images.Clear();
        if (reported is null)
            return;
        foreach (ContainerImage image in reported.Status.Images)
        {
            foreach (string name in image.Names)
            {
                if (node.Images.TryAdd(name, image.SizeBytes))
                    nodes.AsRef(name)++;
            }
        }
    }
}

file static class CountExtensions
{
    public static ref int AsRef(this Dictionary<string, int> counts, string name) =>
        ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _);
}
