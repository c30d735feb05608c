namespace Kubesharp.Api.Core;

/// <summary>A volume resource requirements.</summary>
[Definition("io.k8s.api.core.v1.VolumeResourceRequirements")]
public sealed partial record VolumeResourceRequirements
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeResourceRequirements Empty { get; } = new();

    /// <summary>Limits.</summary>
    [Field(1, "limits")] public IReadOnlyDictionary<string, Quantity> Limits { get; init; } = Maps.None<Quantity>();
    /// <summary>Requests.</summary>
    [Field(2, "requests")] public IReadOnlyDictionary<string, Quantity> Requests { get; init; } = Maps.None<Quantity>();
}
