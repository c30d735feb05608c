using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>PersistentVolumes.</summary>
internal sealed class PersistentVolumeStrategy : Strategy<PersistentVolume>
{
    protected override bool Namespaced => false;

    protected override PersistentVolume WithSpecOf(PersistentVolume value, PersistentVolume source) =>
        value with { Spec = source.Spec };

    protected override PersistentVolume WithStatusOf(PersistentVolume value, PersistentVolume? source) =>
        value with { Status = source?.Status ?? new PersistentVolumeStatus { Phase = "Pending" } };

    protected override PersistentVolume Default(PersistentVolume value) => value with
    {
        Spec = value.Spec with
        {
            PersistentVolumeReclaimPolicy = value.Spec.PersistentVolumeReclaimPolicy.Length > 0
                ? value.Spec.PersistentVolumeReclaimPolicy : "Retain",
            VolumeMode = value.Spec.VolumeMode ?? "Filesystem",
            HostPath = value.Spec.HostPath is { Type: null } hostPath
                ? hostPath with { Type = "" } : value.Spec.HostPath,
        },
        Status = value.Status.Phase.Length > 0 ? value.Status : value.Status with { Phase = "Pending" },
    };

    protected override void Validate(PersistentVolume value, FieldErrors errors) =>
        PersistentVolumeRules.Validate(value.Spec, FieldPath.Spec, inline: false, errors);

    protected override void ValidateUpdate(PersistentVolume value, PersistentVolume old, FieldErrors errors) =>
        PersistentVolumeRules.ValidateUpdate(value, old, errors);

    private static string Claim(PersistentVolume value) => value.Spec.ClaimRef is { } claim
        ? $"{claim.Namespace}/{claim.Name}"
        : "";

    private static string StatusText(PersistentVolume value) =>
        value.Metadata.DeletionTimestamp is null ? value.Status.Phase : "Terminating";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<PersistentVolume>(),
        Printing.Columns.Text<PersistentVolume>("Capacity", "How much it holds.",
            static value => value.Spec.Capacity.TryGetValue("storage", out Quantity size) ? size.ToString() : ""),
        Printing.Columns.Text<PersistentVolume>("Access Modes", "How it can be mounted.",
            static value => CellText.AccessModes(value.Spec.AccessModes)),
        Printing.Columns.Text<PersistentVolume>("Reclaim Policy", "What happens when its claim goes.",
            static value => value.Spec.PersistentVolumeReclaimPolicy),
        Printing.Columns.Text<PersistentVolume>("Status", "Whether it is free, bound or released.", StatusText),
        Printing.Columns.Text<PersistentVolume>("Claim", "The claim that has it.", Claim),
        Printing.Columns.Text<PersistentVolume>("StorageClass", "The class it belongs to.",
            static value => value.Spec.StorageClassName),
        Printing.Columns.Text<PersistentVolume>("VolumeAttributesClass", "The class of its attributes.",
            static value => value.Spec.VolumeAttributesClassName ?? CellText.Unset),
        Printing.Columns.Text<PersistentVolume>("Reason", "Why it is in its status.",
            static value => value.Status.Reason),
        Printing.Columns.Age<PersistentVolume>(),
        Printing.Columns.Text<PersistentVolume>("VolumeMode", "A file system, or the bare device.",
            static value => value.Spec.VolumeMode ?? CellText.Unset, 1),
    ];
}
