namespace Kubesharp.Api.Core;

/// <summary>A container user.</summary>
[Definition("io.k8s.api.core.v1.ContainerUser")]
public sealed partial record ContainerUser
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerUser Empty { get; } = new();

    /// <summary>Linux.</summary>
    [Field(1, "linux")] public LinuxContainerUser? Linux { get; init; }
}
