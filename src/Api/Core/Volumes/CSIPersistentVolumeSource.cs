namespace Kubesharp.Api.Core;

/// <summary>Where a CSI persistent volume comes from.</summary>
[Definition("io.k8s.api.core.v1.CSIPersistentVolumeSource")]
public sealed partial record CSIPersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static CSIPersistentVolumeSource Empty { get; } = new();

    /// <summary>Driver.</summary>
    [Field(1, "driver", Always = true), Required] public string Driver { get; init; } = "";
    /// <summary>Volume handle.</summary>
    [Field(2, "volumeHandle", Always = true), Required] public string VolumeHandle { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(4, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Volume attributes.</summary>
    [Field(5, "volumeAttributes")]
    public IReadOnlyDictionary<string, string> VolumeAttributes { get; init; } = Maps.None<string>();
    /// <summary>Controller publish secret ref.</summary>
    [Field(6, "controllerPublishSecretRef")] public SecretReference? ControllerPublishSecretRef { get; init; }
    /// <summary>Node stage secret ref.</summary>
    [Field(7, "nodeStageSecretRef")] public SecretReference? NodeStageSecretRef { get; init; }
    /// <summary>Node publish secret ref.</summary>
    [Field(8, "nodePublishSecretRef")] public SecretReference? NodePublishSecretRef { get; init; }
    /// <summary>Controller expand secret ref.</summary>
    [Field(9, "controllerExpandSecretRef")] public SecretReference? ControllerExpandSecretRef { get; init; }
    /// <summary>Node expand secret ref.</summary>
    [Field(10, "nodeExpandSecretRef")] public SecretReference? NodeExpandSecretRef { get; init; }
}
