using System.Globalization;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>What the downward API reads: fields of the Pod and resources of its containers.</summary>
internal static class FieldPaths
{
    /// <summary>
    /// The value of a path such as <c>metadata.labels['app']</c>; null for a path that is not supported.
    /// </summary>
    public static string? Read(Pod pod, string path, PodAddresses addresses)
    {
        if (Subscript(path, "metadata.labels") is { } label)
            return pod.Metadata.Labels.GetValueOrDefault(label, "");
        if (Subscript(path, "metadata.annotations") is { } annotation)
            return pod.Metadata.Annotations.GetValueOrDefault(annotation, "");
        return path switch
        {
            "metadata.name" => pod.Metadata.Name,
            "metadata.namespace" => pod.Metadata.Namespace,
            "metadata.uid" => pod.Metadata.Uid,
            "metadata.labels" => Lines(pod.Metadata.Labels),
            "metadata.annotations" => Lines(pod.Metadata.Annotations),
            "spec.nodeName" => pod.Spec.NodeName,
            "spec.serviceAccountName" => pod.Spec.ServiceAccountName,
            "status.hostIP" => addresses.Host,
            "status.hostIPs" => addresses.Host,
            "status.podIP" => addresses.Pod.Count > 0 ? addresses.Pod[0] : "",
            "status.podIPs" => string.Join(',', addresses.Pod),
            _ => null,
        };
    }

    /// <summary>
    /// The amount of a resource of a container in units of the divisor, rounded up. Without a limit, what the node
    /// can give.
    /// </summary>
    public static string? Read(
        Container container, ResourceFieldSelector selector, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        int dot = selector.Resource.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return null;
        string name = selector.Resource[(dot + 1)..];
        Quantity amount;
        if (selector.Resource.StartsWith("limits.", StringComparison.Ordinal))
        {
            if (!container.Resources.Limits.TryGetValue(name, out amount))
                amount = allocatable.GetValueOrDefault(name);
        }
        else if (selector.Resource.StartsWith("requests.", StringComparison.Ordinal))
        {
            amount = container.Resources.Requests.GetValueOrDefault(name);
        }
        else
        {
            return null;
        }
        Quantity divisor = selector.Divisor.IsZero ? new Quantity(1) : selector.Divisor;
        long value = name == "cpu"
            ? CeilingOf(amount.MilliValue, divisor.MilliValue)
            : CeilingOf(amount.Value, divisor.Value);
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static long CeilingOf(long amount, long divisor) => (long)Math.Ceiling((double)amount / divisor);

    private static string? Subscript(string path, string map) =>
        path.StartsWith(map + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(map.Length + 2)..^2]
            : null;

    private static string Lines(IReadOnlyDictionary<string, string> map) =>
        string.Join('\n', map.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Key}={Quoted(pair.Value)}"));

    // As Go's %q writes a string: what clients of the downward API parse.
    private static string Quoted(string value)
    {
        StringBuilder text = new("\"");
        foreach (char character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => text.Append(character),
            };
        }
        return text.Append('"').ToString();
    }
}
