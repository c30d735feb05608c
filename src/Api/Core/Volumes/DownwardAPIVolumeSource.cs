namespace Kubesharp.Api.Core;

/// <summary>Files about the Pod itself; they follow its changes.</summary>
[Definition("io.k8s.api.core.v1.DownwardAPIVolumeSource")]
public sealed partial record DownwardAPIVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static DownwardAPIVolumeSource Empty { get; } = new();

    /// <summary>One entry a file.</summary>
    [Field(1, "items"), Atomic] public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init; } = [];
    /// <summary>The mode of files that name none: octal 0 to 0777 in YAML, decimal in JSON. Defaults to 0644.</summary>
    [Field(2, "defaultMode")] public int? DefaultMode { get; init; }
}
