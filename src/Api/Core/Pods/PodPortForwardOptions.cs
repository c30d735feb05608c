namespace Kubesharp.Api.Core;

/// <summary>Which ports to forward.</summary>
[ApiKind("v1", "PodPortForwardOptions")]
[Definition("io.k8s.api.core.v1.PodPortForwardOptions")]
public sealed partial record PodPortForwardOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static PodPortForwardOptions Empty { get; } = new();

    /// <summary>The ports of the Pod. Needed with WebSockets.</summary>
    [Field(1, "ports"), Atomic] public IReadOnlyList<int> Ports { get; init; } = [];
}
