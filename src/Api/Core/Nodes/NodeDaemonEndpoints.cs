namespace Kubesharp.Api.Core;

/// <summary>The ports that a Node's daemons listen on.</summary>
[Definition("io.k8s.api.core.v1.NodeDaemonEndpoints")]
public sealed partial record NodeDaemonEndpoints
{
    /// <summary>The value with nothing set.</summary>
    public static NodeDaemonEndpoints Empty { get; } = new();

    /// <summary>The kubelet's.</summary>
    [Field(1, "kubeletEndpoint")] public DaemonEndpoint KubeletEndpoint { get; init; } = DaemonEndpoint.Empty;
}
