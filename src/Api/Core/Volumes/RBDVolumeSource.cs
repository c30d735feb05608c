namespace Kubesharp.Api.Core;

/// <summary>A disk of Ceph. No longer served.</summary>
[Definition("io.k8s.api.core.v1.RBDVolumeSource")]
public sealed partial record RBDVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static RBDVolumeSource Empty { get; } = new();

    /// <summary>Addresses of Ceph's monitors.</summary>
    [Field(1, "monitors", Always = true), Required, Atomic] public IReadOnlyList<string> Monitors { get; init; } = [];
    /// <summary>The disk's name.</summary>
    [Field(2, "image", Always = true), Required] public string Image { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(3, "fsType")] public string FsType { get; init; } = "";
    /// <summary>The pool that the disk is in. Defaults to rbd.</summary>
    [Field(4, "pool"), DocumentedDefault("\"rbd\"")] public string Pool { get; init; } = "";
    /// <summary>Who logs in at Ceph. Defaults to admin.</summary>
    [Field(5, "user"), DocumentedDefault("\"admin\"")] public string User { get; init; } = "";
    /// <summary>The file with the user's key. Defaults to /etc/ceph/keyring.</summary>
    [Field(6, "keyring"), DocumentedDefault("\"/etc/ceph/keyring\"")] public string Keyring { get; init; } = "";
    /// <summary>The Secret with the user's key, in place of keyring.</summary>
    [Field(7, "secretRef")] public LocalObjectReference? SecretRef { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(8, "readOnly")] public bool ReadOnly { get; init; }
}
