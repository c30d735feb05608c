namespace Kubesharp.Api.Core;

/// <summary>The operating system that a Pod is for.</summary>
[Definition("io.k8s.api.core.v1.PodOS")]
public sealed partial record PodOS
{
    /// <summary>The value with nothing set.</summary>
    public static PodOS Empty { get; } = new();

    /// <summary>The operating system. Others may be added. One of: linux, windows.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
