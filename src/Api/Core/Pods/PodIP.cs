namespace Kubesharp.Api.Core;

/// <summary>An address of a Pod.</summary>
[Definition("io.k8s.api.core.v1.PodIP")]
public sealed partial record PodIP
{
    /// <summary>The value with nothing set.</summary>
    public static PodIP Empty { get; } = new();

    /// <summary>The address.</summary>
    [Field(1, "ip", Always = true), Required] public string Ip { get; init; } = "";
}
