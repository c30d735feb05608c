using Kubesharp.Api.Core;
using Kubesharp.Client;

namespace Kubesharp.Kubelet.Volumes;

/// <summary>The objects whose content a Pod's volumes show. Pure.</summary>
internal static class VolumeReferences
{
    public static IReadOnlyList<ObjectKey> ConfigMaps(Pod pod) =>
    [
        .. Names(pod, static volume => volume.ConfigMap?.Name, static source => source.ConfigMap?.Name)
            .Select(name => new ObjectKey(pod.Metadata.Namespace, name)),
    ];

    public static IReadOnlyList<ObjectKey> Secrets(Pod pod) =>
    [
        .. Names(pod, static volume => volume.Secret?.SecretName, static source => source.Secret?.Name)
            .Select(name => new ObjectKey(pod.Metadata.Namespace, name)),
    ];

    private static IEnumerable<string> Names(
        Pod pod, Func<Volume, string?> ofVolume, Func<VolumeProjection, string?> ofSource)
    {
        foreach (Volume volume in pod.Spec.Volumes)
        {
            if (ofVolume(volume) is { Length: > 0 } own)
                yield return own;
            foreach (VolumeProjection source in volume.Projected?.Sources ?? [])
            {
                if (ofSource(source) is { Length: > 0 } projected)
                    yield return projected;
            }
        }
    }
}
