namespace Kubesharp.Api.Core;

/// <summary>A volume of StorageOS. No longer served.</summary>
[Definition("io.k8s.api.core.v1.StorageOSVolumeSource")]
public sealed partial record StorageOSVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static StorageOSVolumeSource Empty { get; } = new();

    /// <summary>The volume's name.</summary>
    [Field(1, "volumeName")] public string VolumeName { get; init; } = "";
    /// <summary>The namespace at StorageOS. Defaults to the Pod's.</summary>
    [Field(2, "volumeNamespace")] public string VolumeNamespace { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(3, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(4, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>The Secret with StorageOS's credentials.</summary>
    [Field(5, "secretRef")] public LocalObjectReference? SecretRef { get; init; }
}
