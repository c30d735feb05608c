using Kubesharp.Api.Core;

namespace Kubesharp.Api.Storage;

/// <summary>Where a volume attachment comes from.</summary>
[Definition("io.k8s.api.storage.v1.VolumeAttachmentSource")]
public sealed partial record VolumeAttachmentSource
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeAttachmentSource Empty { get; } = new();

    /// <summary>Persistent volume name.</summary>
    [Field(1, "persistentVolumeName")] public string? PersistentVolumeName { get; init; }
    /// <summary>Inline volume spec.</summary>
    [Field(2, "inlineVolumeSpec")] public PersistentVolumeSpec? InlineVolumeSpec { get; init; }
}
