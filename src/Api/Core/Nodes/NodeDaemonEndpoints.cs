namespace Kubesharp.Api.Core;

/// <summary>A node daemon endpoints.</summary>
[Definition("io.k8s.api.core.v1.NodeDaemonEndpoints")]
public sealed partial record NodeDaemonEndpoints
{
    /// <summary>The value with nothing set.</summary>
    public static NodeDaemonEndpoints Empty { get; } = new();

    /// <summary>Kubelet endpoint.</summary>
    [Field(1, "kubeletEndpoint")] public DaemonEndpoint KubeletEndpoint { get; init; } = DaemonEndpoint.Empty;
}
