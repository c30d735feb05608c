namespace Kubesharp.Api.Core;

/// <summary>A volume of Gluster. No longer served.</summary>
[Definition("io.k8s.api.core.v1.GlusterfsVolumeSource")]
public sealed partial record GlusterfsVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static GlusterfsVolumeSource Empty { get; } = new();

    /// <summary>The Endpoints that list Gluster's servers.</summary>
    [Field(1, "endpoints", Always = true), Required] public string Endpoints { get; init; } = "";
    /// <summary>The volume's path.</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
}
