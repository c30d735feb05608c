namespace Kubesharp.Api.Core;

/// <summary>What is observed of a Port.</summary>
[Definition("io.k8s.api.core.v1.PortStatus")]
public sealed partial record PortStatus
{
    /// <summary>The value with nothing set.</summary>
    public static PortStatus Empty { get; } = new();

    /// <summary>Port.</summary>
    [Field(1, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>Protocol. One of: TCP, UDP, SCTP.</summary>
    [Field(2, "protocol", Always = true), Required] public string Protocol { get; init; } = "";
    /// <summary>Error.</summary>
    [Field(3, "error")] public string? Error { get; init; }
}
