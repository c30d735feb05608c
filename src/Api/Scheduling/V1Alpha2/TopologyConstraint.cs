namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>A part of the cluster that must hold the whole group.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.TopologyConstraint")]
public sealed partial record TopologyConstraint
{
    /// <summary>The value with nothing set.</summary>
    public static TopologyConstraint Empty { get; } = new();

    /// <summary>The label of nodes that must be equal: topology.kubernetes.io/zone.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
}
