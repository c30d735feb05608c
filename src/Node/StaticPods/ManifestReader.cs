using System.Security.Cryptography;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.Api.Validation;

namespace Kubesharp.Kubelet.StaticPods;

/// <summary>
/// Makes a Pod of a manifest: defaults as the API server gives them, a name that says which node it is of, and a UID
/// made from the content, so that a changed file is another Pod. Pure.
/// </summary>
internal static class ManifestReader
{
    /// <summary>As upstream: a larger file is no manifest of a Pod.</summary>
    public const int BytesMax = 10 << 20;

    /// <param name="source">The path of the file: two equal files are two Pods.</param>
    /// <exception cref="DecodeException">It is no Pod, or one that could not run; says why.</exception>
    public static Pod Read(ReadOnlySpan<byte> text, string source, string nodeName, DateTimeOffset now)
    {
        Pod pod = ResourceRegistry.Of<Pod>().Codec.ReadJson(TreeJson.Write(YamlReader.Parse(text))) as Pod
            ?? throw new DecodeException($"{source}: not a Pod");
        if (pod.Metadata.Name.Length == 0)
            throw new DecodeException($"{source}: metadata.name: Required value");
        string uid = Convert.ToHexStringLower(MD5Of([.. Encoding.UTF8.GetBytes($"{nodeName}\0{source}\0"), .. text]));
        Dictionary<string, string> annotations = new(pod.Metadata.Annotations, StringComparer.Ordinal)
        {
            [Manifests.SourceAnnotation] = "file",
            [Manifests.HashAnnotation] = uid,
            [Manifests.SeenAnnotation] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffK",
                System.Globalization.CultureInfo.InvariantCulture),
        };
        pod = pod with
        {
            Metadata = pod.Metadata with
            {
                Name = $"{pod.Metadata.Name}-{nodeName.ToLowerInvariant()}",
                Namespace = pod.Metadata.Namespace.Length > 0 ? pod.Metadata.Namespace : "default",
                Uid = uid,
                Generation = 1,
                Annotations = annotations,
                CreationTimestamp = new Time(now),
            },
            Spec = pod.Spec with
            {
                NodeName = nodeName,
                // Not to be evicted when the node has problems: it is a part of the node.
                Tolerations = [.. pod.Spec.Tolerations, new() { Operator = "Exists", Effect = TaintEffect.NoExecute }],
            },
        };
        Strategy strategy = StrategyRegistry.For(ResourceRegistry.Of<Pod>());
        pod = (Pod)strategy.Default(pod);
        FieldErrors errors = new();
        strategy.ValidateCreate(pod, errors);
        if (errors.Any)
            throw new DecodeException($"{source}: {string.Join("; ", errors.Errors)}");
        PodStatus status = new() { Phase = PodPhase.Pending, QosClass = PodQualityOfService.ClassOf(pod.Spec) };
        return pod with { Status = status };
    }

    // The name of a thing, not a proof of it: upstream's length, which fits a UID's field.
#pragma warning disable CA5351
    private static byte[] MD5Of(byte[] bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351
}
