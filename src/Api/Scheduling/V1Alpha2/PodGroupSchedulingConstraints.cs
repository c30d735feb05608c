namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>Where a group of Pods may run.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupSchedulingConstraints")]
public sealed partial record PodGroupSchedulingConstraints
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupSchedulingConstraints Empty { get; } = new();

    /// <summary>Parts of the cluster that must hold the whole group. At most one.</summary>
    [Field(1, "topology"), Atomic] public IReadOnlyList<TopologyConstraint> Topology { get; init; } = [];
}
