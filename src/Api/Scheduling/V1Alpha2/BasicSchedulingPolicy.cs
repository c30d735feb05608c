namespace Kubesharp.Api.Scheduling.V1Alpha2;

/// <summary>Each Pod is scheduled by itself. There is nothing to say about it.</summary>
[Definition("io.k8s.api.scheduling.v1alpha2.BasicSchedulingPolicy")]
public sealed partial record BasicSchedulingPolicy
{
    /// <summary>The value with nothing set.</summary>
    public static BasicSchedulingPolicy Empty { get; } = new();
}
