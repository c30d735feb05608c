namespace Kubesharp.Api.Core;

/// <summary>An attached volume.</summary>
[Definition("io.k8s.api.core.v1.AttachedVolume")]
public sealed partial record AttachedVolume
{
    /// <summary>The value with nothing set.</summary>
    public static AttachedVolume Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Device path.</summary>
    [Field(2, "devicePath", Always = true), Required] public string DevicePath { get; init; } = "";
}
