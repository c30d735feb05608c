using Kubesharp.Api.Core;

namespace Kubesharp.Api.Nodes;

/// <summary>A scheduling.</summary>
[Definition("io.k8s.api.node.v1.Scheduling")]
public sealed partial record Scheduling
{
    /// <summary>The value with nothing set.</summary>
    public static Scheduling Empty { get; } = new();

    /// <summary>Node selector.</summary>
    [Field(1, "nodeSelector"), Atomic]
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = Maps.None<string>();
    /// <summary>Tolerations.</summary>
    [Field(2, "tolerations"), Atomic] public IReadOnlyList<Toleration> Tolerations { get; init; } = [];
}
