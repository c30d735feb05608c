using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Rbac;

/// <summary>Which ClusterRoles another one gathers its rules from.</summary>
[Definition("io.k8s.api.rbac.v1.AggregationRule")]
public sealed partial record AggregationRule
{
    /// <summary>The value with nothing set.</summary>
    public static AggregationRule Empty { get; } = new();

    /// <summary>The ClusterRoles that one of these selects.</summary>
    [Field(1, "clusterRoleSelectors"), Atomic]
    public IReadOnlyList<LabelSelector> ClusterRoleSelectors { get; init; } = [];
}
