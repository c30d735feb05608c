namespace Kubesharp.Api.Core;

/// <summary>What is observed of a mounted volume.</summary>
[Definition("io.k8s.api.core.v1.VolumeStatus")]
public sealed partial record VolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeStatus Empty { get; } = new();

    /// <summary>The image, where the volume is one.</summary>
    [Field(1, "image")] public ImageVolumeStatus? Image { get; init; }
}
