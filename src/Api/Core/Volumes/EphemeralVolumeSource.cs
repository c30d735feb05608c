namespace Kubesharp.Api.Core;

/// <summary>Where a ephemeral volume comes from.</summary>
[Definition("io.k8s.api.core.v1.EphemeralVolumeSource")]
public sealed partial record EphemeralVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static EphemeralVolumeSource Empty { get; } = new();

    /// <summary>Volume claim template.</summary>
    [Field(1, "volumeClaimTemplate")] public PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}
