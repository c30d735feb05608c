namespace Kubesharp.Api.Core;

/// <summary>What is observed of a Volume.</summary>
[Definition("io.k8s.api.core.v1.VolumeStatus")]
public sealed partial record VolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeStatus Empty { get; } = new();

    /// <summary>Image.</summary>
    [Field(1, "image")] public ImageVolumeStatus? Image { get; init; }
}
