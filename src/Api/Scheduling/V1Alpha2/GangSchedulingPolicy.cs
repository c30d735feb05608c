namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>Pods of a group are scheduled at once, or not at all.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.GangSchedulingPolicy")]
public sealed partial record GangSchedulingPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static GangSchedulingPolicy Empty { get; } = new();

    /// <summary>How many must fit at once. Above 0.</summary>
    [Field(1, "minCount", Always = true), Required] public int MinCount { get; init; }
}
