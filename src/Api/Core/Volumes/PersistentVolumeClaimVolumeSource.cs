namespace Kubesharp.Api.Core;

/// <summary>A claim of the namespace.</summary>
[Definition("io.k8s.api.core.v1.PersistentVolumeClaimVolumeSource")]
public sealed partial record PersistentVolumeClaimVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static PersistentVolumeClaimVolumeSource Empty { get; } = new();

    /// <summary>The claim.</summary>
    [Field(1, "claimName", Always = true), Required] public string ClaimName { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(2, "readOnly")] public bool ReadOnly { get; init; }
}
