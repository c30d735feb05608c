using Kubesharp.Api.Core;

namespace Kubesharp.Tests.Api.Core.Pods;

/// <summary>Pods of a table: a row says what is particular, the rest is the plainest Pod there is.</summary>
internal static class PodRow
{
    private const string Container = "containers: [{name: c, image: i}]";

    public static string Yaml(string spec, string metadata = "")
    {
        string body = spec.Contains("containers: [", StringComparison.Ordinal)
            && !spec.StartsWith("initContainers", StringComparison.Ordinal)
            ? spec : spec.Length == 0 ? Container : $"{spec}, {Container}";
        string more = metadata.Length == 0 ? "" : ", " + metadata;
        return $"metadata: {{name: p, namespace: shop{more}}}\nspec: {{{body}}}";
    }

    /// <summary>The complaints about a Pod with this in its spec.</summary>
    public static string Errors(string spec, string metadata = "") => Rows.Create<Pod>(Yaml(spec, metadata));

    /// <summary>The complaints about a Pod whose container says this.</summary>
    public static string ContainerErrors(string container) => Errors($"containers: [{{name: c, image: i, "
        + $"{container}}}]");

    public static Pod Pod(string spec, string metadata = "") => Rows.Created<Pod>(Yaml(spec, metadata));
}
