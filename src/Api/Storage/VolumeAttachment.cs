namespace Kubesharp.Api.Storage;

/// <summary>A volume attachment.</summary>
[ApiResource("storage.k8s.io/v1", "VolumeAttachment", "volumeattachments", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.storage.v1.VolumeAttachment")]
public sealed partial record VolumeAttachment : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public VolumeAttachmentSpec Spec { get; init; } = VolumeAttachmentSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public VolumeAttachmentStatus Status { get; init; } = VolumeAttachmentStatus.Empty;
}

/// <summary>What a VolumeAttachment should be.</summary>
[Definition("io.k8s.api.storage.v1.VolumeAttachmentSpec")]
public sealed partial record VolumeAttachmentSpec
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeAttachmentSpec Empty { get; } = new();

    /// <summary>Attacher.</summary>
    [Field(1, "attacher", Always = true), Required] public string Attacher { get; init; } = "";
    /// <summary>Source.</summary>
    [Field(2, "source", Always = true), Required]
    public VolumeAttachmentSource Source { get; init; } = VolumeAttachmentSource.Empty;
    /// <summary>Node name.</summary>
    [Field(3, "nodeName", Always = true), Required] public string NodeName { get; init; } = "";
}

/// <summary>What is observed of a VolumeAttachment.</summary>
[Definition("io.k8s.api.storage.v1.VolumeAttachmentStatus")]
public sealed partial record VolumeAttachmentStatus
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeAttachmentStatus Empty { get; } = new();

    /// <summary>Attached.</summary>
    [Field(1, "attached", Always = true), Required] public bool Attached { get; init; }
    /// <summary>Attachment metadata.</summary>
    [Field(2, "attachmentMetadata")]
    public IReadOnlyDictionary<string, string> AttachmentMetadata { get; init; } = Maps.None<string>();
    /// <summary>Attach error.</summary>
    [Field(3, "attachError")] public VolumeError? AttachError { get; init; }
    /// <summary>Detach error.</summary>
    [Field(4, "detachError")] public VolumeError? DetachError { get; init; }
}
