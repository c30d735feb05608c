namespace Kubesharp.Api.Core;

/// <summary>Which image a volume holds.</summary>
[Definition("io.k8s.api.core.v1.ImageVolumeStatus")]
public sealed partial record ImageVolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ImageVolumeStatus Empty { get; } = new();

    /// <summary>The image's digest at the runtime.</summary>
    [Field(1, "imageRef"), Required] public string ImageRef { get; init; } = "";
}
