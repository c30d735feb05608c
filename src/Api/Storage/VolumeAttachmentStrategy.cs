using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Storage;

/// <summary>VolumeAttachments.</summary>
internal sealed class VolumeAttachmentStrategy : Strategy<VolumeAttachment>
{
    private const int MetadataBytesMax = 256 * 1024;
    private const int MessageBytesMax = 1024;

    public override bool AllowUnconditionalUpdate => false;
    protected override bool Namespaced => false;

    protected override VolumeAttachment WithSpecOf(VolumeAttachment value, VolumeAttachment source) =>
        value with { Spec = source.Spec };

    protected override VolumeAttachment WithStatusOf(VolumeAttachment value, VolumeAttachment? source) =>
        value with { Status = source?.Status ?? VolumeAttachmentStatus.Empty };

    protected override void Validate(VolumeAttachment value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        PersistentVolumeRules.ValidateDriver(value.Spec.Attacher, path.Child("attacher"), errors);
        VolumeAttachmentSource source = value.Spec.Source;
        FieldPath at = path.Child("source");
        if (source.InlineVolumeSpec is null && source.PersistentVolumeName is null)
        {
            errors.Required(at, "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
        }
        else if (source.InlineVolumeSpec is not null && source.PersistentVolumeName is not null)
        {
            errors.Forbidden(at, "must specify exactly one of inlineVolumeSpec and persistentVolumeName");
        }
        else if (source.PersistentVolumeName is { } name)
        {
            if (name.Length == 0)
                errors.Required(at.Child("persistentVolumeName"), "must specify non empty persistentVolumeName");
            else
                ValueRules.Name(name, NameRules.Subdomain, at.Child("persistentVolumeName"), errors);
        }
        else
        {
            PersistentVolumeRules.Validate(
                source.InlineVolumeSpec!, at.Child("inlineVolumeSpec"), inline: true, errors);
        }
        ValueRules.Name(value.Spec.NodeName, NameRules.Subdomain, path.Child("nodeName"), errors);
        ValidateStatus(value.Status, errors);
    }

    protected override void ValidateUpdate(VolumeAttachment value, VolumeAttachment old, FieldErrors errors)
    {
        if (value.Spec != old.Spec)
            errors.InvalidShown(FieldPath.Spec, ApiJson.ToText(value.Spec), "field is immutable");
    }

    protected override void ValidateStatusUpdate(VolumeAttachment value, VolumeAttachment old, FieldErrors errors) =>
        ValidateStatus(value.Status, errors);

    private static void ValidateStatus(VolumeAttachmentStatus status, FieldErrors errors)
    {
        long bytes = 0;
        foreach ((string key, string text) in status.AttachmentMetadata)
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(text);
        if (bytes > MetadataBytesMax)
            errors.TooLong(FieldPath.Status.Child("attachmentMetadata"), MetadataBytesMax);
        Check(status.AttachError, "attachError");
        Check(status.DetachError, "detachError");

        void Check(VolumeError? error, string field)
        {
            if (error?.Message.Length > MessageBytesMax)
                errors.TooLong(FieldPath.Status.Child(field, "message"), MessageBytesMax);
        }
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<VolumeAttachment>(),
        Printing.Columns.Text<VolumeAttachment>("Attacher", "The driver that attaches it.",
            static value => value.Spec.Attacher) with { Format = "name" },
        Printing.Columns.Text<VolumeAttachment>("PV", "The volume.",
            static value => value.Spec.Source.PersistentVolumeName ?? ""),
        Printing.Columns.Text<VolumeAttachment>("Node", "Where it is attached.",
            static value => value.Spec.NodeName),
        new Column<VolumeAttachment>("Attached", "boolean", static (value, _) => value.Status.Attached)
        {
            Description = "Whether it is.",
        },
        Printing.Columns.Age<VolumeAttachment>(),
    ];
}
