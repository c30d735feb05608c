namespace Kubesharp.Api.Discovery;

/// <summary>A node whose clients should use an endpoint.</summary>
[Definition("io.k8s.api.discovery.v1.ForNode")]
public sealed partial record ForNode
{
    /// <summary>The value with nothing set.</summary>
    public static ForNode Empty { get; } = new();

    /// <summary>The node.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
