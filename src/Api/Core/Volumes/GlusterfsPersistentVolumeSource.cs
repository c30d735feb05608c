namespace Kubesharp.Api.Core;

/// <summary>Where a glusterfs persistent volume comes from.</summary>
[Definition("io.k8s.api.core.v1.GlusterfsPersistentVolumeSource")]
public sealed partial record GlusterfsPersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static GlusterfsPersistentVolumeSource Empty { get; } = new();

    /// <summary>Endpoints.</summary>
    [Field(1, "endpoints", Always = true), Required] public string Endpoints { get; init; } = "";
    /// <summary>Path.</summary>
    [Field(2, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Endpoints namespace.</summary>
    [Field(4, "endpointsNamespace")] public string? EndpointsNamespace { get; init; }
}
