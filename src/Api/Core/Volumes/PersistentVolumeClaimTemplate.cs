using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>A persistent volume claim template.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimTemplate")]
public sealed partial record PersistentVolumeClaimTemplate
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimTemplate Empty { get; } = new();

    /// <summary>Metadata.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public PersistentVolumeClaimSpec Spec { get; init; } = PersistentVolumeClaimSpec.Empty;
}
