namespace Kubesharp.Api.Core;

/// <summary>A disk of OpenStack. Served by the driver cinder.csi.openstack.org.</summary>
[Definition("io.k8s.api.core.v1.CinderPersistentVolumeSource")]
public sealed partial record CinderPersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static CinderPersistentVolumeSource Empty { get; } = new();

    /// <summary>The disk's ID.</summary>
    [Field(1, "volumeID", Always = true), Required] public string VolumeID { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>The Secret with OpenStack's credentials.</summary>
    [Field(4, "secretRef")] public SecretReference? SecretRef { get; init; }
}
