namespace Kubesharp.Api.Core;

/// <summary>Whether a change of a resource restarts a container.</summary>
[Definition("io.k8s.api.core.v1.ContainerResizePolicy")]
public sealed partial record ContainerResizePolicy
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerResizePolicy Empty { get; } = new();

    /// <summary>The resource. One of: cpu, memory.</summary>
    [Field(1, "resourceName", Always = true), Required] public string ResourceName { get; init; } = "";
    /// <summary>Whether it is restarted. One of: NotRequired, RestartContainer.</summary>
    [Field(2, "restartPolicy", Always = true), Required] public string RestartPolicy { get; init; } = "";
}
