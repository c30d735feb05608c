namespace Kubesharp.Api.Core;

/// <summary>Where a downward API volume comes from.</summary>
[Definition("io.k8s.api.core.v1.DownwardAPIVolumeSource")]
public sealed partial record DownwardAPIVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static DownwardAPIVolumeSource Empty { get; } = new();

    /// <summary>Items.</summary>
    [Field(1, "items"), Atomic] public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init; } = [];
    /// <summary>Default mode.</summary>
    [Field(2, "defaultMode")] public int? DefaultMode { get; init; }
}
