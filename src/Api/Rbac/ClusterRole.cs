namespace Kubesharp.Api.Rbac;

/// <summary>A cluster role.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", Namespaced = false)]
[Definition("io.k8s.api.rbac.v1.ClusterRole")]
public sealed partial record ClusterRole : ApiObject
{
    /// <summary>Rules.</summary>
    [Field(2, "rules", Always = true), Atomic] public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
    /// <summary>Aggregation rule.</summary>
    [Field(3, "aggregationRule")] public AggregationRule? AggregationRule { get; init; }
}
