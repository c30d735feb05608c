using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Rbac;

/// <summary>An aggregation rule.</summary>
[Definition("io.k8s.api.rbac.v1.AggregationRule")]
public sealed partial record AggregationRule
{
    /// <summary>The value with nothing set.</summary>
    public static AggregationRule Empty { get; } = new();

    /// <summary>Cluster role selectors.</summary>
    [Field(1, "clusterRoleSelectors"), Atomic]
    public IReadOnlyList<LabelSelector> ClusterRoleSelectors { get; init; } = [];
}
