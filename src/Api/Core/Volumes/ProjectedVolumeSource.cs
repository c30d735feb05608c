namespace Kubesharp.Api.Core;

/// <summary>Where a projected volume comes from.</summary>
[Definition("io.k8s.api.core.v1.ProjectedVolumeSource")]
public sealed partial record ProjectedVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ProjectedVolumeSource Empty { get; } = new();

    /// <summary>Sources.</summary>
    [Field(1, "sources", Always = true), Atomic] public IReadOnlyList<VolumeProjection> Sources { get; init; } = [];
    /// <summary>Default mode.</summary>
    [Field(2, "defaultMode")] public int? DefaultMode { get; init; }
}
