namespace Kubesharp.Api.Core;

/// <summary>A volume of Quobyte. No longer served.</summary>
[Definition("io.k8s.api.core.v1.QuobyteVolumeSource")]
public sealed partial record QuobyteVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static QuobyteVolumeSource Empty { get; } = new();

    /// <summary>Addresses of Quobyte's registries: HOST:PORT, with commas between.</summary>
    [Field(1, "registry", Always = true), Required] public string Registry { get; init; } = "";
    /// <summary>The volume's name.</summary>
    [Field(2, "volume", Always = true), Required] public string Volume { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>The user that it is mounted as. Defaults to the service account's.</summary>
    [Field(4, "user")] public string User { get; init; } = "";
    /// <summary>The group that it is mounted as. Defaults to none.</summary>
    [Field(5, "group")] public string Group { get; init; } = "";
    /// <summary>The tenant that owns it.</summary>
    [Field(6, "tenant")] public string Tenant { get; init; } = "";
}
