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

    // The two ways to name a source are kept the same.
    protected override PersistentVolumeClaim PrepareForCreate(PersistentVolumeClaim value)
    {
        PersistentVolumeClaimSpec spec = value.Spec;
        if (spec.DataSource is { } source && spec.DataSourceRef is null)
        {
            spec = spec with
            {
                DataSourceRef = new() { ApiGroup = source.ApiGroup, Kind = source.Kind, Name = source.Name },
            };
        }
        else if (spec.DataSource is null && spec.DataSourceRef is { Namespace: null or "" } reference)
        {
            spec = spec with
            {
                DataSource = new() { ApiGroup = reference.ApiGroup, Kind = reference.Kind, Name = reference.Name },
            };
        }
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override void Validate(PersistentVolumeClaim value, FieldErrors errors) =>
        PersistentVolumeClaimRules.Validate(value.Spec, FieldPath.Spec, errors);

    protected override void ValidateUpdate(
        PersistentVolumeClaim value, PersistentVolumeClaim old, FieldErrors errors) =>
        PersistentVolumeClaimRules.ValidateUpdate(value, old, errors);

    protected override void ValidateStatusUpdate(
        PersistentVolumeClaim value, PersistentVolumeClaim old, FieldErrors errors)
    {
        foreach ((string name, Quantity amount) in value.Status.Capacity)
        {
            if (amount.Value < 0)
            {
                errors.Invalid(FieldPath.Status.Child("capacity").Key(name), amount.Value,
                    "must be a valid resource quantity");
            }
        }
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
