using Kubesharp.Api.Core;
using Kubesharp.Client.Informers;

namespace Kubesharp.Controllers.Workloads;

/// <summary>
/// Pods that nobody controls, by namespace: the candidates for adoption, found without reading all Pods.
/// </summary>
internal static class Orphans
{
    private const string IndexName = "orphan-namespace";

    public static void AddIndex(Cache cache) => cache.Informer<Pod>().AddIndex(
        IndexName,
        static pod => Ownership.ControllerOf(pod) is null ? [pod.Metadata.Namespace] : []);

    public static IReadOnlyList<Pod> Pods(Cache cache, string namespaceName) =>
        cache.Informer<Pod>().ByIndex(IndexName, namespaceName);
}
