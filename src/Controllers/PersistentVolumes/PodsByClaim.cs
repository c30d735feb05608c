using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;

namespace Kubesharp.Controllers.PersistentVolumes;

/// <summary>The Pods that use a claim, found without reading all Pods.</summary>
internal static class PodsByClaim
{
    private const string IndexName = "claim";

    public static void AddIndex(Cache cache) => cache.Informer<Pod>().AddIndex(
        IndexName, static pod => ClaimsOf(pod).Select(static claim => claim.ToString()));

    public static IReadOnlyList<Pod> Using(Cache cache, ObjectKey claim) =>
        cache.Informer<Pod>().ByIndex(IndexName, claim.ToString());

    /// <summary>The claims of a Pod, each once: those it names and those that are made for it.</summary>
    public static IEnumerable<ObjectKey> ClaimsOf(Pod pod)
    {
        // Asked for every change of every Pod, and most have no claim.
        HashSet<ObjectKey>? claims = null;
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (NameOf(pod, volume) is { } name)
                (claims ??= []).Add(new ObjectKey(pod.Metadata.Namespace, name));
        }
        return claims ?? (IEnumerable<ObjectKey>)[];
    }

    /// <summary>The claim behind a volume of the Pod; null: there is none.</summary>
    public static string? NameOf(Pod pod, Volume volume) =>
        volume.PersistentVolumeClaim?.ClaimName
        ?? (volume.Ephemeral is null ? null : $"{pod.Metadata.Name}-{volume.Name}");
}
