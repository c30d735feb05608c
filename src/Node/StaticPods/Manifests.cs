using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.StaticPods;

/// <summary>Which Pods come from this node's own folder rather than from the API server. Pure.</summary>
internal static class Manifests
{
    public const string SourceAnnotation = "kubernetes.io/config.source";
    public const string HashAnnotation = "kubernetes.io/config.hash";
    public const string SeenAnnotation = "kubernetes.io/config.seen";
    public const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>Whether this node runs it by itself.</summary>
    public static bool IsStatic(Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(SourceAnnotation, out string? source) && source != "api";

    /// <summary>Whether it is the API's image of a static Pod: there to be seen, not to be run.</summary>
    public static bool IsMirror(Pod pod) => pod.Metadata.Annotations.ContainsKey(MirrorAnnotation);
}
