namespace Kubesharp.Api.Core;

/// <summary>Where a scale IO volume comes from.</summary>
[Definition("io.k8s.api.core.v1.ScaleIOVolumeSource")]
public sealed partial record ScaleIOVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ScaleIOVolumeSource Empty { get; } = new();

    /// <summary>Gateway.</summary>
    [Field(1, "gateway", Always = true), Required] public string Gateway { get; init; } = "";
    /// <summary>System.</summary>
    [Field(2, "system", Always = true), Required] public string System { get; init; } = "";
    /// <summary>The Secret that holds the credentials.</summary>
    [Field(3, "secretRef", Always = true), Required] public LocalObjectReference? SecretRef { get; init; }
    /// <summary>Ssl enabled.</summary>
    [Field(4, "sslEnabled")] public bool SslEnabled { get; init; }
    /// <summary>Protection domain.</summary>
    [Field(5, "protectionDomain")] public string ProtectionDomain { get; init; } = "";
    /// <summary>Storage pool.</summary>
    [Field(6, "storagePool")] public string StoragePool { get; init; } = "";
    /// <summary>Storage mode. Defaults to ThinProvisioned.</summary>
    [Field(7, "storageMode"), DocumentedDefault("\"ThinProvisioned\"")] public string StorageMode { get; init; } = "";
    /// <summary>The name of the volume.</summary>
    [Field(8, "volumeName")] public string VolumeName { get; init; } = "";
    /// <summary>The file system to mount, such as ext4. Defaults to xfs.</summary>
    [Field(9, "fsType"), DocumentedDefault("\"xfs\"")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(10, "readOnly")] public bool ReadOnly { get; init; }
}
