using Kubesharp.Api.Core;
using Kubesharp.Client.Informers;

namespace Kubesharp.Controllers.Nodes;

/// <summary>The Pods of a node, found without reading all Pods.</summary>
internal static class PodsByNode
{
    private const string IndexName = "node";

    public static void AddIndex(Cache cache) => cache.Informer<Pod>().AddIndex(
        IndexName, static pod => pod.Spec.NodeName.Length > 0 ? [pod.Spec.NodeName] : []);

    public static IReadOnlyList<Pod> On(Cache cache, string nodeName) =>
        cache.Informer<Pod>().ByIndex(IndexName, nodeName);
}
