namespace Kubesharp.Api.Core;

/// <summary>How much storage a claim wants.</summary>
[Definition("io.k8s.api.core.v1.VolumeResourceRequirements")]
public sealed partial record VolumeResourceRequirements
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeResourceRequirements Empty { get; } = new();

    /// <summary>The most it may get, by resource.</summary>
    [Field(1, "limits")] public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = Maps.None<Quantity>();
    /// <summary>The least it needs, by resource. Can only grow, where the StorageClass allows it.</summary>
    [Field(2, "requests")] public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Maps.None<Quantity>();
}
