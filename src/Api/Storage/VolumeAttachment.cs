namespace Kubesharp.Api.Storage;

/// <summary>Asks for a volume to be attached to a node, and says whether it is.</summary>
[ApiResource("storage.k8s.io/v1", "VolumeAttachment", "volumeattachments", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.storage.v1.VolumeAttachment")]
public sealed partial record VolumeAttachment : ApiObject
{
    /// <summary>Which volume, where, by whom. Cannot be changed.</summary>
    [Field(2, "spec", Always = true), Required]
    public VolumeAttachmentSpec Spec { get; init; } = VolumeAttachmentSpec.Empty;
    /// <summary>Whether it is attached; the driver writes it.</summary>
    [Field(3, "status")] public VolumeAttachmentStatus Status { get; init; } = VolumeAttachmentStatus.Empty;
}

/// <summary>Which volume to attach where.</summary>
[Definition("io.k8s.api.storage.v1.VolumeAttachmentSpec")]
public sealed partial record VolumeAttachmentSpec
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeAttachmentSpec Empty { get; } = new();

    /// <summary>The storage driver that does it.</summary>
    [Field(1, "attacher", Always = true), Required] public string Attacher { get; init; } = "";
    /// <summary>The volume.</summary>
    [Field(2, "source", Always = true), Required]
    public VolumeAttachmentSource Source { get; init; } = VolumeAttachmentSource.Empty;
    /// <summary>The node.</summary>
    [Field(3, "nodeName", Always = true), Required] public string NodeName { get; init; } = "";
}

/// <summary>Whether a volume is attached.</summary>
[Definition("io.k8s.api.storage.v1.VolumeAttachmentStatus")]
public sealed partial record VolumeAttachmentStatus
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeAttachmentStatus Empty { get; } = new();

    /// <summary>Whether it is.</summary>
    [Field(1, "attached", Always = true), Required] public bool Attached { get; init; }
    /// <summary>What the driver says about the attachment, needed for the mount.</summary>
    [Field(2, "attachmentMetadata")]
    public IReadOnlyDictionary<string, string> AttachmentMetadata { get; init; } = Maps.None<string>();
    /// <summary>What went wrong last when attaching. Absent: nothing.</summary>
    [Field(3, "attachError")] public VolumeError? AttachError { get; init; }
    /// <summary>What went wrong last when detaching. Absent: nothing.</summary>
    [Field(4, "detachError")] public VolumeError? DetachError { get; init; }
}
