namespace Kubesharp.Api.Nodes;

/// <summary>An overhead.</summary>
[Definition("io.k8s.api.node.v1.Overhead")]
public sealed partial record Overhead
{
    /// <summary>The value with nothing set.</summary>
    public static Overhead Empty { get; } = new();

    /// <summary>Pod fixed.</summary>
    [Field(1, "podFixed")] public IReadOnlyDictionary<string, Quantity> PodFixed { get; init; } = Maps.None<Quantity>();
}
