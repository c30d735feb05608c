using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
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

    /// <summary>What an owner may claim: the Pods it controls and those that nobody does.</summary>
    public static IEnumerable<Pod> Candidates(Cache cache, ApiObject owner) =>
        cache.ControlledBy<Pod>(owner.Metadata.Uid).Concat(Pods(cache, owner.Metadata.Namespace));

    /// <summary>For a ControllerSpec: an orphan wakes the owners whose selector it matches.</summary>
    public static Func<Cache, Pod, IEnumerable<ObjectKey>> Wake<T>(Func<T, LabelSelector?> selectorOf)
        where T : ApiObject =>
        (cache, pod) => pod.Metadata.DeletionTimestamp is not null || Ownership.ControllerOf(pod) is not null
            ? []
            : cache.List<T>(pod.Metadata.Namespace)
                .Where(owner => Selection.Matches(selectorOf(owner), pod.Metadata.Labels))
                .Select(static owner => ObjectKey.Of(owner));
}
