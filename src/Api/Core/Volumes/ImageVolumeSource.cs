namespace Kubesharp.Api.Core;

/// <summary>The content of an image, read-only.</summary>
[Definition("io.k8s.api.core.v1.ImageVolumeSource")]
public sealed partial record ImageVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ImageVolumeSource Empty { get; } = new();

    /// <summary>The image, like that of a container. Needed in a Pod.</summary>
    [Field(1, "reference")] public string Reference { get; init; } = "";
    /// <summary>
    /// When the image is pulled. Defaults to Always for the tag latest, otherwise to IfNotPresent. One of: Always,
    /// Never, IfNotPresent.
    /// </summary>
    [Field(2, "pullPolicy")] public string PullPolicy { get; init; } = "";
}
