using Kubesharp.Api.Core;

namespace Kubesharp.Api.Storage;

/// <summary>The volume to attach. Exactly one field is set.</summary>
[Definition("io.k8s.api.storage.v1.VolumeAttachmentSource")]
public sealed partial record VolumeAttachmentSource
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeAttachmentSource Empty { get; } = new();

    /// <summary>A PersistentVolume.</summary>
    [Field(1, "persistentVolumeName")] public string? PersistentVolumeName { get; init; }
    /// <summary>A volume described here, for volumes that stand in a Pod itself.</summary>
    [Field(2, "inlineVolumeSpec")] public PersistentVolumeSpec? InlineVolumeSpec { get; init; }
}
