namespace Kubesharp.Api.Core;

/// <summary>A port that a daemon of a node listens on.</summary>
[Definition("io.k8s.api.core.v1.DaemonEndpoint")]
public sealed partial record DaemonEndpoint
{
    /// <summary>The value with nothing set.</summary>
    public static DaemonEndpoint Empty { get; } = new();

    /// <summary>The number.</summary>
    [Field(1, "Port", Always = true), Required] public int Port { get; init; }
}
