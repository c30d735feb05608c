using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Core;

/// <summary>What a claim looks like that is made for a Pod.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimTemplate")]
public sealed partial record PersistentVolumeClaimTemplate
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimTemplate Empty { get; } = new();

    /// <summary>Labels and annotations of the claim.</summary>
    [Field(1, "metadata")] public ObjectMeta Metadata { get; init; } = ObjectMeta.Empty;
    /// <summary>What the claim asks for.</summary>
    [Field(2, "spec", Always = true), Required]
    public PersistentVolumeClaimSpec Spec { get; init; } = PersistentVolumeClaimSpec.Empty;
}
