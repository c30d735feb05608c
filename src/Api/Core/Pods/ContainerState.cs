namespace Kubesharp.Api.Core;

/// <summary>A container state.</summary>
[Definition("io.k8s.api.core.v1.ContainerState")]
public sealed partial record ContainerState
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerState Empty { get; } = new();

    /// <summary>Waiting.</summary>
    [Field(1, "waiting")] public ContainerStateWaiting? Waiting { get; init; }
    /// <summary>Running.</summary>
    [Field(2, "running")] public ContainerStateRunning? Running { get; init; }
    /// <summary>Terminated.</summary>
    [Field(3, "terminated")] public ContainerStateTerminated? Terminated { get; init; }
}
