namespace Kubesharp.Api.Core;

/// <summary>A volume of ScaleIO. No longer served.</summary>
[Definition("io.k8s.api.core.v1.ScaleIOVolumeSource")]
public sealed partial record ScaleIOVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ScaleIOVolumeSource Empty { get; } = new();

    /// <summary>The address of the gateway.</summary>
    [Field(1, "gateway", Always = true), Required] public string Gateway { get; init; } = "";
    /// <summary>The storage system's name.</summary>
    [Field(2, "system", Always = true), Required] public string System { get; init; } = "";
    /// <summary>The Secret with the user and password.</summary>
    [Field(3, "secretRef", Always = true), Required] public LocalObjectReference? SecretRef { get; init; }
    /// <summary>Talk to the gateway by TLS. Defaults to false.</summary>
    [Field(4, "sslEnabled")] public bool SslEnabled { get; init; }
    /// <summary>The protection domain that the volume is in.</summary>
    [Field(5, "protectionDomain")] public string ProtectionDomain { get; init; } = "";
    /// <summary>The storage pool of that domain.</summary>
    [Field(6, "storagePool")] public string StoragePool { get; init; } = "";
    /// <summary>ThickProvisioned or ThinProvisioned. Defaults to ThinProvisioned.</summary>
    [Field(7, "storageMode"), DocumentedDefault("\"ThinProvisioned\"")] public string StorageMode { get; init; } = "";
    /// <summary>The volume's name.</summary>
    [Field(8, "volumeName")] public string VolumeName { get; init; } = "";
    /// <summary>The file system to mount, such as ext4. Defaults to xfs.</summary>
    [Field(9, "fsType"), DocumentedDefault("\"xfs\"")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(10, "readOnly")] public bool ReadOnly { get; init; }
}
