namespace Kubesharp.Api.Core;

/// <summary>What is observed of a ImageVolume.</summary>
[Definition("io.k8s.api.core.v1.ImageVolumeStatus")]
public sealed partial record ImageVolumeStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ImageVolumeStatus Empty { get; } = new();

    /// <summary>Image ref.</summary>
    [Field(1, "imageRef"), Required] public string ImageRef { get; init; } = "";
}
