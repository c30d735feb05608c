namespace Kubesharp.Api.Nodes;

/// <summary>What a Pod needs besides its containers.</summary>
[Definition("io.k8s.api.node.v1.Overhead")]
public sealed partial record Overhead
{
    /// <summary>The value with nothing set.</summary>
    public static Overhead Empty { get; } = new();

    /// <summary>The same for each Pod, by resource.</summary>
    [Field(1, "podFixed")] public IReadOnlyDictionary<string, Quantity> PodFixed { get; init; } = Maps.None<Quantity>();
}
