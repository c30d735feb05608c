using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>PersistentVolumeClaims.</summary>
internal sealed class PersistentVolumeClaimStrategy : Strategy<PersistentVolumeClaim>
{
    protected override PersistentVolumeClaim WithSpecOf(PersistentVolumeClaim value, PersistentVolumeClaim source) =>
        value with { Spec = source.Spec };

    protected override PersistentVolumeClaim WithStatusOf(PersistentVolumeClaim value, PersistentVolumeClaim? source) =>
        value with { Status = source?.Status ?? new PersistentVolumeClaimStatus { Phase = "Pending" } };

    protected override PersistentVolumeClaim Default(PersistentVolumeClaim value) => value with
    {
        Spec = value.Spec with { VolumeMode = value.Spec.VolumeMode ?? "Filesystem" },
        Status = value.Status.Phase.Length > 0 ? value.Status : value.Status with { Phase = "Pending" },
    };

    protected override void Validate(PersistentVolumeClaim value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        if (value.Spec.AccessModes.Count == 0)
            errors.Required(path.Child("accessModes"), "at least 1 access mode is required");
        foreach (string mode in value.Spec.AccessModes)
        {
            if (mode is not ("ReadWriteOnce" or "ReadOnlyMany" or "ReadWriteMany" or "ReadWriteOncePod"))
            {
                errors.NotSupported(path.Child("accessModes"), mode,
                    "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
            }
        }
        if (!value.Spec.Resources.Requests.TryGetValue("storage", out Quantity size))
            errors.Required(path.Child("resources").Key("storage"));
        else if (size.Sign <= 0)
            errors.Invalid(path.Child("resources").Key("storage"), size.ToString(), "must be greater than zero");
    }

    private static string Capacity(PersistentVolumeClaim value) =>
        value.Spec.VolumeName.Length > 0 && value.Status.Capacity.TryGetValue("storage", out Quantity size)
            ? size.ToString() : "";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<PersistentVolumeClaim>(),
        Printing.Columns.Text<PersistentVolumeClaim>("Status", "Whether it has a volume.",
            static value => value.Metadata.DeletionTimestamp is null ? value.Status.Phase : "Terminating"),
        Printing.Columns.Text<PersistentVolumeClaim>("Volume", "The volume it has.",
            static value => value.Spec.VolumeName),
        Printing.Columns.Text<PersistentVolumeClaim>("Capacity", "How much that volume holds.", Capacity),
        Printing.Columns.Text<PersistentVolumeClaim>("Access Modes", "How it can be mounted.",
            static value => value.Spec.VolumeName.Length > 0 ? CellText.AccessModes(value.Status.AccessModes) : ""),
        Printing.Columns.Text<PersistentVolumeClaim>("StorageClass", "The class it asks for.",
            static value => value.Spec.StorageClassName ?? ""),
        Printing.Columns.Text<PersistentVolumeClaim>("VolumeAttributesClass", "The class of attributes it asks for.",
            static value => value.Spec.VolumeAttributesClassName ?? CellText.Unset),
        Printing.Columns.Age<PersistentVolumeClaim>(),
        Printing.Columns.Text<PersistentVolumeClaim>("VolumeMode", "A file system, or the bare device.",
            static value => value.Spec.VolumeMode ?? CellText.Unset, 1),
    ];
}
