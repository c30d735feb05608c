namespace Kubesharp.Api.Core;

/// <summary>A TCP socket action.</summary>
[Definition("io.k8s.api.core.v1.TCPSocketAction")]
public sealed partial record TCPSocketAction
{
    /// <summary>The value with nothing set.</summary>
    public static TCPSocketAction Empty { get; } = new();

    /// <summary>Port.</summary>
    [Field(1, "port", Always = true), Required] public IntOrString Port { get; init; }
    /// <summary>Host.</summary>
    [Field(2, "host")] public string Host { get; init; } = "";
}
