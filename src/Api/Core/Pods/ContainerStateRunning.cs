namespace Kubesharp.Api.Core;

/// <summary>A container that runs.</summary>
[Definition("io.k8s.api.core.v1.ContainerStateRunning")]
public sealed partial record ContainerStateRunning
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerStateRunning Empty { get; } = new();

    /// <summary>When it was last started.</summary>
    [Field(1, "startedAt", Always = true)] public Time? StartedAt { get; init; }
}
