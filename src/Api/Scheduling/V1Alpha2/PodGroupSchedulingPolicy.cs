namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>How a group of Pods is scheduled. Exactly one field is set.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.PodGroupSchedulingPolicy")]
[Union("", "basic", "gang")]
public sealed partial record PodGroupSchedulingPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static PodGroupSchedulingPolicy Empty { get; } = new();

    /// <summary>Each Pod by itself.</summary>
    [Field(1, "basic")] public BasicSchedulingPolicy? Basic { get; init; }
    /// <summary>So many at once, or none.</summary>
    [Field(2, "gang")] public GangSchedulingPolicy? Gang { get; init; }
}
