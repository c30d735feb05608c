namespace Kubesharp.Api.Core;

/// <summary>Where a quobyte volume comes from.</summary>
[Definition("io.k8s.api.core.v1.QuobyteVolumeSource")]
public sealed partial record QuobyteVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static QuobyteVolumeSource Empty { get; } = new();

    /// <summary>Registry.</summary>
    [Field(1, "registry", Always = true), Required] public string Registry { get; init; } = "";
    /// <summary>Volume.</summary>
    [Field(2, "volume", Always = true), Required] public string Volume { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>User.</summary>
    [Field(4, "user")] public string User { get; init; } = "";
    /// <summary>Group.</summary>
    [Field(5, "group")] public string Group { get; init; } = "";
    /// <summary>Tenant.</summary>
    [Field(6, "tenant")] public string Tenant { get; init; } = "";
}
