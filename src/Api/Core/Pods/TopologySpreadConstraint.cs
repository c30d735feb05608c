using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>How Pods are to be spread over zones, nodes and the like (domains).</summary>
[Definition("io.k8s.api.core.v1.TopologySpreadConstraint")]
public sealed partial record TopologySpreadConstraint
{
    /// <summary>The value with nothing set.</summary>
    public static TopologySpreadConstraint Empty { get; } = new();

    /// <summary>By how many Pods a domain may be ahead of the emptiest one. Above 0.</summary>
    [Field(1, "maxSkew", Always = true), Required] public int MaxSkew { get; init; }
    /// <summary>The label of nodes whose values are the domains. Nodes without it are left out.</summary>
    [Field(2, "topologyKey", Always = true), Required] public string TopologyKey { get; init; } = "";
    /// <summary>
    /// Leave the Pod unscheduled, or schedule it where it does least harm. One of: DoNotSchedule, ScheduleAnyway.
    /// </summary>
    [Field(3, "whenUnsatisfiable", Always = true), Required] public string WhenUnsatisfiable { get; init; } = "";
    /// <summary>The Pods that are counted.</summary>
    [Field(4, "labelSelector")] public LabelSelector? LabelSelector { get; init; }
    /// <summary>
    /// While there are fewer domains than this, the emptiest counts as having none. Only with DoNotSchedule. Above 0.
    /// Defaults to 1.
    /// </summary>
    [Field(5, "minDomains")] public int? MinDomains { get; init; }
    /// <summary>
    /// Whether only nodes that the Pod's affinity and node selector allow count. Defaults to Honor. One of: Ignore,
    /// Honor.
    /// </summary>
    [Field(6, "nodeAffinityPolicy")] public string? NodeAffinityPolicy { get; init; }
    /// <summary>
    /// Whether only nodes count whose taints the Pod tolerates. Defaults to Ignore. One of: Ignore, Honor.
    /// </summary>
    [Field(7, "nodeTaintsPolicy")] public string? NodeTaintsPolicy { get; init; }
    /// <summary>
    /// Labels in which the counted Pods must be like this one, besides labelSelector: pod-template-hash. Only those
    /// that this Pod has.
    /// </summary>
    [Field(8, "matchLabelKeys"), Atomic] public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];
}
