namespace Kubesharp.Api.Core;

/// <summary>A claim that is made for the Pod and goes with it.</summary>
[Definition("io.k8s.api.core.v1.EphemeralVolumeSource")]
public sealed partial record EphemeralVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static EphemeralVolumeSource Empty { get; } = new();

    /// <summary>
    /// What the claim looks like. It is named POD-VOLUME; one of that name that is not the Pod's keeps it waiting.
    /// Cannot be changed.
    /// </summary>
    [Field(1, "volumeClaimTemplate")] public PersistentVolumeClaimTemplate? VolumeClaimTemplate { get; init; }
}
