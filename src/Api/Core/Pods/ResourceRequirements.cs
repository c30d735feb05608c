namespace Kubesharp.Api.Core;

/// <summary>What a container needs and what it may use at most.</summary>
[Definition("io.k8s.api.core.v1.ResourceRequirements")]
public sealed partial record ResourceRequirements
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceRequirements Empty { get; } = new();

    /// <summary>The most it may use, by resource. Over it CPU is withheld, for memory it is killed.</summary>
    [Field(1, "limits")] public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = Maps.None<Quantity>();
    /// <summary>What it needs, by resource; a node is chosen that has it. Defaults to limits.</summary>
    [Field(2, "requests")] public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Maps.None<Quantity>();
    /// <summary>Devices that it uses, of those in spec.resourceClaims.</summary>
    [Field(3, "claims"), MapList("name")] public IReadOnlyList<ResourceClaim> Claims { get; init; } = [];
}
