namespace Kubesharp.Api.Core;

/// <summary>Where a persistent volume claim volume comes from.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource")]
public sealed partial record PersistentVolumeClaimVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimVolumeSource Empty { get; } = new();

    /// <summary>Claim name.</summary>
    [Field(1, "claimName", Always = true), Required] public string ClaimName { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(2, "readOnly")] public bool ReadOnly { get; init; }
}
