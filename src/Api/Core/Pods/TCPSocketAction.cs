namespace Kubesharp.Api.Core;

/// <summary>Opens a connection; that alone is success.</summary>
[Definition("io.k8s.api.core.v1.TCPSocketAction")]
public sealed partial record TCPSocketAction
{
    /// <summary>The value with nothing set.</summary>
    public static TCPSocketAction Empty { get; } = new();

    /// <summary>The number, or the name of a port of the container.</summary>
    [Field(1, "port", Always = true), Required] public IntOrString Port { get; init; }
    /// <summary>The host to connect to. Defaults to the Pod's address.</summary>
    [Field(2, "host")] public string Host { get; init; } = "";
}
