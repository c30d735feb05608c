namespace Kubesharp.Api.Core;

/// <summary>What a container does now. Exactly one field is set; none means that it waits.</summary>
[Definition("io.k8s.api.core.v1.ContainerState")]
public sealed partial record ContainerState
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerState Empty { get; } = new();

    /// <summary>It has not started: its image is pulled, say, or it is held back after failures.</summary>
    [Field(1, "waiting")] public ContainerStateWaiting? Waiting { get; init; }
    /// <summary>It runs.</summary>
    [Field(2, "running")] public ContainerStateRunning? Running { get; init; }
    /// <summary>It has ended.</summary>
    [Field(3, "terminated")] public ContainerStateTerminated? Terminated { get; init; }
}
