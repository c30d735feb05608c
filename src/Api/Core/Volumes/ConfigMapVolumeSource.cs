namespace Kubesharp.Api.Core;

/// <summary>Where a config map volume comes from.</summary>
[Definition("io.k8s.api.core.v1.ConfigMapVolumeSource")]
public sealed partial record ConfigMapVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ConfigMapVolumeSource Empty { get; } = new();

    /// <summary>The name. Defaults to .</summary>
    [Field(1, "name", Within = "1")] public string Name { get; init; } = "";
    /// <summary>Items.</summary>
    [Field(2, "items"), Atomic] public IReadOnlyList<KeyToPath> Items { get; init; } = [];
    /// <summary>Default mode.</summary>
    [Field(3, "defaultMode")] public int? DefaultMode { get; init; }
    /// <summary>Optional.</summary>
    [Field(4, "optional")] public bool? Optional { get; init; }
}
