namespace Kubesharp.Api.Core;

/// <summary>Files from several sources in one volume.</summary>
[Definition("io.k8s.api.core.v1.ProjectedVolumeSource")]
public sealed partial record ProjectedVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ProjectedVolumeSource Empty { get; } = new();

    /// <summary>The sources. No two of them may make the same file.</summary>
    [Field(1, "sources", Always = true), Atomic] public IReadOnlyList<VolumeProjection> Sources { get; init; } = [];
    /// <summary>The mode of files that name none: octal 0 to 0777 in YAML, decimal in JSON. Defaults to 0644.</summary>
    [Field(2, "defaultMode")] public int? DefaultMode { get; init; }
}
