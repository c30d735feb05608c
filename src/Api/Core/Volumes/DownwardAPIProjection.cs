namespace Kubesharp.Api.Core;

/// <summary>Files about the Pod itself.</summary>
[Definition("io.k8s.api.core.v1.DownwardAPIProjection")]
public sealed partial record DownwardAPIProjection
{
    /// <summary>The value with nothing set.</summary>
    public static DownwardAPIProjection Empty { get; } = new();

    /// <summary>One entry a file.</summary>
    [Field(1, "items"), Atomic] public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init; } = [];
}
