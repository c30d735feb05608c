namespace Kubesharp.Api.Core;

/// <summary>A volume that is attached to a node.</summary>
[Definition("io.k8s.api.core.v1.AttachedVolume")]
public sealed partial record AttachedVolume
{
    /// <summary>The value with nothing set.</summary>
    public static AttachedVolume Empty { get; } = new();

    /// <summary>The volume's name to the kubelet: kubernetes.io/csi/DRIVER^HANDLE.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The device on the node.</summary>
    [Field(2, "devicePath", Always = true), Required] public string DevicePath { get; init; } = "";
}
