namespace Kubesharp.Api.Core;

/// <summary>Labels of nodes whose names have changed.</summary>
internal static class DeprecatedLabels
{
    /// <summary>What to say about the label; null for all others.</summary>
    public static string? TextFor(string label) => label switch
    {
        "beta.kubernetes.io/arch" => "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
        "beta.kubernetes.io/os" => "deprecated since v1.14; use \"kubernetes.io/os\" instead",
        "failure-domain.beta.kubernetes.io/region" =>
            "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
        "failure-domain.beta.kubernetes.io/zone" =>
            "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
        "beta.kubernetes.io/instance-type" =>
            "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead",
        _ => null,
    };
}
