namespace Kubesharp.Api.Core;

/// <summary>The user that a container's first process has.</summary>
[Definition("io.k8s.api.core.v1.ContainerUser")]
public sealed partial record ContainerUser
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerUser Empty { get; } = new();

    /// <summary>User and groups on Linux.</summary>
    [Field(1, "linux")] public LinuxContainerUser? Linux { get; init; }
}
