namespace Kubesharp.Api.Core;

/// <summary>Where a ISCSI persistent volume comes from.</summary>
[Definition("io.k8s.api.core.v1.ISCSIPersistentVolumeSource")]
public sealed partial record ISCSIPersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ISCSIPersistentVolumeSource Empty { get; } = new();

    /// <summary>Target portal.</summary>
    [Field(1, "targetPortal", Always = true), Required] public string TargetPortal { get; init; } = "";
    /// <summary>Iqn.</summary>
    [Field(2, "iqn", Always = true), Required] public string Iqn { get; init; } = "";
    /// <summary>Lun.</summary>
    [Field(3, "lun", Always = true), Required] public int Lun { get; init; }
    /// <summary>Iscsi interface. Defaults to default.</summary>
    [Field(4, "iscsiInterface"), DocumentedDefault("\"default\"")] public string IscsiInterface { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(5, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(6, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Portals.</summary>
    [Field(7, "portals"), Atomic] public IReadOnlyList<string> Portals { get; init; } = [];
    /// <summary>Chap auth discovery.</summary>
    [Field(8, "chapAuthDiscovery")] public bool ChapAuthDiscovery { get; init; }
    /// <summary>Chap auth session.</summary>
    [Field(11, "chapAuthSession")] public bool ChapAuthSession { get; init; }
    /// <summary>The Secret that holds the credentials.</summary>
    [Field(10, "secretRef")] public SecretReference? SecretRef { get; init; }
    /// <summary>Initiator name.</summary>
    [Field(12, "initiatorName")] public string? InitiatorName { get; init; }
}
