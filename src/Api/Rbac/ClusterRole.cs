namespace Kubesharp.Api.Rbac;

/// <summary>What one may do, in all namespaces and outside of them. A binding says who.</summary>
[ApiResource("rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", Namespaced = false)]
[Definition("io.k8s.api.rbac.v1.ClusterRole")]
public sealed partial record ClusterRole : ApiObject
{
    /// <summary>What one may do. Rules only allow; what none allows is forbidden.</summary>
    [Field(2, "rules", Always = true), Atomic] public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
    /// <summary>
    /// Gathers rules from other ClusterRoles; then a controller fills rules and what stands there is overwritten.
    /// </summary>
    [Field(3, "aggregationRule")] public AggregationRule? AggregationRule { get; init; }
}
