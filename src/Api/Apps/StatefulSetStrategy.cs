using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Apps;

/// <summary>StatefulSets.</summary>
internal sealed class StatefulSetStrategy : Strategy<StatefulSet>
{
    // Pods are named after it, with a number behind, and their name is a host name.
    protected override NameRule NameRule => NameRules.Label;
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(StatefulSet left, StatefulSet right) => left.Spec.Equals(right.Spec);

    protected override StatefulSet WithSpecOf(StatefulSet value, StatefulSet source) =>
        value with { Spec = source.Spec };

    protected override StatefulSet WithStatusOf(StatefulSet value, StatefulSet? source) =>
        value with { Status = source?.Status ?? StatefulSetStatus.Empty };

    protected override StatefulSet Default(StatefulSet value)
    {
        StatefulSetSpec spec = value.Spec;
        StatefulSetUpdateStrategy update = spec.UpdateStrategy;
        if (update.Type.Length == 0)
        {
            update = update with
            {
                Type = "RollingUpdate",
                RollingUpdate = update.RollingUpdate ?? RollingUpdateStatefulSetStrategy.Empty,
            };
        }
        // Who names the type and says no more gets no more: upstream leaves rollingUpdate out then.
        if (update is { Type: "RollingUpdate", RollingUpdate: { } rolling })
        {
            update = update with
            {
                RollingUpdate = rolling with
                {
                    Partition = rolling.Partition ?? 0,
                    MaxUnavailable = rolling.MaxUnavailable ?? 1,
                },
            };
        }
        StatefulSetPersistentVolumeClaimRetentionPolicy retention =
            spec.PersistentVolumeClaimRetentionPolicy ?? StatefulSetPersistentVolumeClaimRetentionPolicy.Empty;
        return value with
        {
            Spec = spec with
            {
                Replicas = spec.Replicas ?? 1,
                PodManagementPolicy = spec.PodManagementPolicy.Length > 0 ? spec.PodManagementPolicy : "OrderedReady",
                RevisionHistoryLimit = spec.RevisionHistoryLimit ?? 10,
                UpdateStrategy = update,
                PersistentVolumeClaimRetentionPolicy = retention with
                {
                    WhenDeleted = retention.WhenDeleted.Length > 0 ? retention.WhenDeleted : "Retain",
                    WhenScaled = retention.WhenScaled.Length > 0 ? retention.WhenScaled : "Retain",
                },
                Template = PodDefaults.ForTemplate(spec.Template),
                VolumeClaimTemplates = Lists.Change(spec.VolumeClaimTemplates, DefaultClaim),
            },
        };
    }

    protected override void Validate(StatefulSet value, FieldErrors errors) =>
        StatefulSetRules.Validate(value.Spec, FieldPath.Spec, errors);

    protected override void ValidateStatusUpdate(StatefulSet value, StatefulSet old, FieldErrors errors)
    {
        StatefulSetRules.ValidateStatus(value.Status, FieldPath.Status, errors);
        WorkloadRules.NotDecremented(value.Status.CollisionCount, old.Status.CollisionCount, errors);
    }

    protected override IReadOnlyList<string> Warnings(StatefulSet value) =>
        PodWarnings.OfTemplate(value.Spec.Template, FieldPath.Spec.Child("template"));

    protected override IReadOnlyList<string> UpdateWarnings(StatefulSet value, StatefulSet old) =>
        value.Metadata.Generation == old.Metadata.Generation ? [] : Warnings(value);

    protected override void ValidateUpdate(StatefulSet value, StatefulSet old, FieldErrors errors)
    {
        StatefulSetSpec permitted = value.Spec with
        {
            Replicas = old.Spec.Replicas,
            Template = old.Spec.Template,
            UpdateStrategy = old.Spec.UpdateStrategy,
            MinReadySeconds = old.Spec.MinReadySeconds,
            Ordinals = old.Spec.Ordinals,
            RevisionHistoryLimit = old.Spec.RevisionHistoryLimit,
            PersistentVolumeClaimRetentionPolicy = old.Spec.PersistentVolumeClaimRetentionPolicy,
        };
        if (!permitted.Equals(old.Spec))
        {
            errors.Forbidden(FieldPath.Spec,
                "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', "
                + "'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and "
                + "'minReadySeconds' are forbidden");
        }
    }

    private static PersistentVolumeClaim DefaultClaim(PersistentVolumeClaim claim)
    {
        if (claim.Spec.VolumeMode is not null && claim.Status.Phase.Length > 0)
            return claim;
        return claim with
        {
            Spec = claim.Spec with { VolumeMode = claim.Spec.VolumeMode ?? "Filesystem" },
            Status = claim.Status.Phase.Length > 0 ? claim.Status : claim.Status with { Phase = "Pending" },
        };
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<StatefulSet>(),
        Printing.Columns.Text<StatefulSet>("Ready", "Ready Pods of those wanted.",
            static value => CellText.Fraction(value.Status.ReadyReplicas, value.Spec.Replicas ?? 0)),
        Printing.Columns.Age<StatefulSet>(),
        Printing.Columns.Text<StatefulSet>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Spec.Template), 1),
        Printing.Columns.Text<StatefulSet>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Spec.Template), 1),
    ];
}
