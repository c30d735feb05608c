namespace Kubesharp.Api.Core;

/// <summary>A disk of Photon. No longer served.</summary>
[Definition("io.k8s.api.core.v1.PhotonPersistentDiskVolumeSource")]
public sealed partial record PhotonPersistentDiskVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static PhotonPersistentDiskVolumeSource Empty { get; } = new();

    /// <summary>The disk's ID.</summary>
    [Field(1, "pdID", Always = true), Required] public string PdID { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
}
