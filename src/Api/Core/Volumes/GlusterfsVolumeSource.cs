namespace Kubesharp.Api.Core;

/// <summary>Where a glusterfs volume comes from.</summary>
[Definition("io.k8s.api.core.v1.GlusterfsVolumeSource")]
public sealed partial record GlusterfsVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static GlusterfsVolumeSource Empty { get; } = new();

    /// <summary>Endpoints.</summary>
    [Field(1, "endpoints", Always = true), Required] public string Endpoints { get; init; } = "";
    /// <summary>Path.</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
}
