namespace Kubesharp.Api.Core;

/// <summary>A volume of a storage driver (CSI).</summary>
[Definition("io.k8s.api.core.v1.CSIPersistentVolumeSource")]
public sealed partial record CSIPersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static CSIPersistentVolumeSource Empty { get; } = new();

    /// <summary>The driver's name. Needed.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>What the driver calls the volume. Cannot be changed.</summary>
    [Field(2, "volumeHandle", Always = true), Required] public string VolumeHandle { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(4, "fsType")] public string FsType { get; init; } = "";
    /// <summary>What the driver said of the volume when it made it.</summary>
    [Field(5, "volumeAttributes")]
    public IReadOnlyDictionary<string, string> VolumeAttributes { get; init; } = Maps.None<string>();
    /// <summary>The Secret for attaching it.</summary>
    [Field(6, "controllerPublishSecretRef")] public SecretReference? ControllerPublishSecretRef { get; init; }
    /// <summary>The Secret for preparing it on a node.</summary>
    [Field(7, "nodeStageSecretRef")] public SecretReference? NodeStageSecretRef { get; init; }
    /// <summary>The Secret for mounting it.</summary>
    [Field(8, "nodePublishSecretRef")] public SecretReference? NodePublishSecretRef { get; init; }
    /// <summary>The Secret for making it larger.</summary>
    [Field(9, "controllerExpandSecretRef")] public SecretReference? ControllerExpandSecretRef { get; init; }
    /// <summary>The Secret for making it larger on a node.</summary>
    [Field(10, "nodeExpandSecretRef")] public SecretReference? NodeExpandSecretRef { get; init; }
}
