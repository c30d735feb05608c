namespace Kubesharp.Api.Core;

/// <summary>A disk by iSCSI, on one node at a time for writing.</summary>
[Definition("io.k8s.api.core.v1.ISCSIPersistentVolumeSource")]
public sealed partial record ISCSIPersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ISCSIPersistentVolumeSource Empty { get; } = new();

    /// <summary>The target's address, with a port where it is not 860 or 3260.</summary>
    [Field(1, "targetPortal", Always = true), Required] public string TargetPortal { get; init; } = "";
    /// <summary>The target's qualified name.</summary>
    [Field(2, "iqn", Always = true), Required] public string Iqn { get; init; } = "";
    /// <summary>The number of the disk at the target.</summary>
    [Field(3, "lun", Always = true), Required] public int Lun { get; init; }
    /// <summary>The interface of the initiator. Defaults to default, which is TCP.</summary>
    [Field(4, "iscsiInterface"), DocumentedDefault("\"default\"")] public string IscsiInterface { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(5, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(6, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Further addresses of the target.</summary>
    [Field(7, "portals"), Atomic] public IReadOnlyList<string> Portals { get; init; } = [];
    /// <summary>Authenticate (CHAP) when looking for targets.</summary>
    [Field(8, "chapAuthDiscovery")] public bool ChapAuthDiscovery { get; init; }
    /// <summary>Authenticate (CHAP) when opening a session.</summary>
    [Field(11, "chapAuthSession")] public bool ChapAuthSession { get; init; }
    /// <summary>The Secret for both.</summary>
    [Field(10, "secretRef")] public SecretReference? SecretRef { get; init; }
    /// <summary>The initiator's qualified name. With iscsiInterface a new interface is made.</summary>
    [Field(12, "initiatorName")] public string? InitiatorName { get; init; }
}
