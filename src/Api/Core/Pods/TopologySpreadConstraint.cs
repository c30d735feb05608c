using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A topology spread constraint.</summary>
[Definition("io.k8s.api.core.v1.TopologySpreadConstraint")]
public sealed partial record TopologySpreadConstraint
{
    /// <summary>The value with nothing set.</summary>
    public static TopologySpreadConstraint Empty { get; } = new();

    /// <summary>Max skew.</summary>
    [Field(1, "maxSkew", Always = true), Required] public int MaxSkew { get; init; }
    /// <summary>Topology key.</summary>
    [Field(2, "topologyKey", Always = true), Required] public string TopologyKey { get; init; } = "";
    /// <summary>When unsatisfiable. One of: DoNotSchedule, ScheduleAnyway.</summary>
    [Field(3, "whenUnsatisfiable", Always = true), Required] public string WhenUnsatisfiable { get; init; } = "";
    /// <summary>Label selector.</summary>
    [Field(4, "labelSelector")] public LabelSelector? LabelSelector { get; init; }
    /// <summary>Min domains.</summary>
    [Field(5, "minDomains")] public int? MinDomains { get; init; }
    /// <summary>Node affinity policy. One of: Ignore, Honor.</summary>
    [Field(6, "nodeAffinityPolicy")] public string? NodeAffinityPolicy { get; init; }
    /// <summary>Node taints policy. One of: Ignore, Honor.</summary>
    [Field(7, "nodeTaintsPolicy")] public string? NodeTaintsPolicy { get; init; }
    /// <summary>Match label keys.</summary>
    [Field(8, "matchLabelKeys"), Atomic] public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];
}
