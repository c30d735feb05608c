namespace Kubesharp.Api.Core;

/// <summary>An address of a Pod's node.</summary>
[Definition("io.k8s.api.core.v1.HostIP")]
public sealed partial record HostIP
{
    /// <summary>The value with nothing set.</summary>
    public static HostIP Empty { get; } = new();

    /// <summary>The address.</summary>
    [Field(1, "ip", Always = true), Required] public string Ip { get; init; } = "";
}
