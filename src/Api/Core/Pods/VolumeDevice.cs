namespace Kubesharp.Api.Core;

/// <summary>A block volume as a device in a container.</summary>
[Definition("io.k8s.api.core.v1.VolumeDevice")]
public sealed partial record VolumeDevice
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeDevice Empty { get; } = new();

    /// <summary>The volume; it is a claim.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>The device's path in the container.</summary>
    [Field(2, "devicePath", Always = true), Required] public string DevicePath { get; init; } = "";
}
