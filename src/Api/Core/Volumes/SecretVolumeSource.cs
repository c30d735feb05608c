namespace Kubesharp.Api.Core;

/// <summary>Where a secret volume comes from.</summary>
[Definition("io.k8s.api.core.v1.SecretVolumeSource")]
public sealed partial record SecretVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static SecretVolumeSource Empty { get; } = new();

    /// <summary>Secret name.</summary>
    [Field(1, "secretName")] public string SecretName { get; init; } = "";
    /// <summary>Items.</summary>
    [Field(2, "items"), Atomic] public IReadOnlyList<KeyToPath> Items { get; init; } = [];
    /// <summary>Default mode.</summary>
    [Field(3, "defaultMode")] public int? DefaultMode { get; init; }
    /// <summary>Optional.</summary>
    [Field(4, "optional")] public bool? Optional { get; init; }
}
