namespace Kubesharp.Api.Core;

/// <summary>A resource requirements.</summary>
[Definition("io.k8s.api.core.v1.ResourceRequirements")]
public sealed partial record ResourceRequirements
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceRequirements Empty { get; } = new();

    /// <summary>Limits.</summary>
    [Field(1, "limits")] public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = Maps.None<Quantity>();
    /// <summary>Requests.</summary>
    [Field(2, "requests")] public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Maps.None<Quantity>();
    /// <summary>Claims. A list keyed by name.</summary>
    [Field(3, "claims"), MapList("name")] public IReadOnlyList<ResourceClaim> Claims { get; init; } = [];
}
