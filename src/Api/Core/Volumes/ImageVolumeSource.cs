namespace Kubesharp.Api.Core;

/// <summary>Where a image volume comes from.</summary>
[Definition("io.k8s.api.core.v1.ImageVolumeSource")]
public sealed partial record ImageVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static ImageVolumeSource Empty { get; } = new();

    /// <summary>Reference.</summary>
    [Field(1, "reference")] public string Reference { get; init; } = "";
    /// <summary>Pull policy. One of: Always, Never, IfNotPresent.</summary>
    [Field(2, "pullPolicy")] public string PullPolicy { get; init; } = "";
}
