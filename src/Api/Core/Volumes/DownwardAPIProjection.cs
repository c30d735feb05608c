namespace Kubesharp.Api.Core;

/// <summary>A downward API projection.</summary>
[Definition("io.k8s.api.core.v1.DownwardAPIProjection")]
public sealed partial record DownwardAPIProjection
{
    /// <summary>The value with nothing set.</summary>
    public static DownwardAPIProjection Empty { get; } = new();

    /// <summary>Items.</summary>
    [Field(1, "items"), Atomic] public IReadOnlyList<DownwardAPIVolumeFile> Items { get; init; } = [];
}
