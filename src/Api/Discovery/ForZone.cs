namespace Kubesharp.Api.Discovery;

/// <summary>A zone whose clients should use an endpoint.</summary>
[Definition("io.k8s.api.discovery.v1.ForZone")]
public sealed partial record ForZone
{
    /// <summary>The value with nothing set.</summary>
    public static ForZone Empty { get; } = new();

    /// <summary>The zone.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
}
