using Kubesharp.Api.Printing;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>ReplicationControllers: what there was before ReplicaSets.</summary>
internal sealed class ReplicationControllerStrategy : Strategy<ReplicationController>
{
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(ReplicationController left, ReplicationController right) =>
        left.Spec.Equals(right.Spec);

    protected override ReplicationController WithSpecOf(ReplicationController value, ReplicationController source) =>
        value with { Spec = source.Spec };

    protected override ReplicationController WithStatusOf(ReplicationController value, ReplicationController? source) =>
        value with { Status = source?.Status ?? ReplicationControllerStatus.Empty };

    protected override ReplicationController Default(ReplicationController value)
    {
        ReplicationControllerSpec spec = value.Spec;
        IReadOnlyDictionary<string, string> labels = spec.Template?.Metadata.Labels ?? Maps.None<string>();
        return value with
        {
            Metadata = value.Metadata.Labels.Count > 0
                ? value.Metadata : value.Metadata with { Labels = labels },
            Spec = spec with
            {
                Replicas = spec.Replicas ?? 1,
                Selector = spec.Selector.Count > 0 ? spec.Selector : labels,
                Template = spec.Template is { } template ? PodDefaults.ForTemplate(template) : null,
            },
        };
    }

    protected override void Validate(ReplicationController value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        ReplicationControllerSpec spec = value.Spec;
        WorkloadRules.NotNegative(spec.MinReadySeconds, path, "minReadySeconds", errors);
        if (spec.Selector.Count == 0)
            errors.Required(path.Child("selector"));
        WorkloadRules.NotNegative(spec.Replicas, path, "replicas", errors);
        if (spec.Template is not { } template)
        {
            errors.Required(path.Child("template"));
            return;
        }
        if (spec.Selector.Count > 0 && !LabelQuery.Of(spec.Selector).Matches(template.Metadata.Labels))
        {
            errors.InvalidShown(path.Child("template").Child("metadata", "labels"),
                WorkloadRules.Show(template.Metadata.Labels), "`selector` does not match template `labels`");
        }
        WorkloadRules.Template(template, "ReplicationController", path.Child("template"), errors);
    }

    protected override void ValidateStatusUpdate(
        ReplicationController value, ReplicationController old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status;
        ReplicationControllerStatus status = value.Status;
        WorkloadRules.NotNegative(status.Replicas, path, "replicas", errors);
        WorkloadRules.NotNegative(status.FullyLabeledReplicas, path, "fullyLabeledReplicas", errors);
        WorkloadRules.NotNegative(status.ReadyReplicas, path, "readyReplicas", errors);
        WorkloadRules.NotNegative(status.AvailableReplicas, path, "availableReplicas", errors);
        WorkloadRules.NotNegative(status.ObservedGeneration, path, "observedGeneration", errors);
        (int all, int ready) = (status.Replicas, status.ReadyReplicas);
        const string TooMany = WorkloadRules.MoreThanReplicas;
        WorkloadRules.NotMore(status.FullyLabeledReplicas, all, path, "fullyLabeledReplicas", TooMany, errors);
        WorkloadRules.NotMore(ready, all, path, "readyReplicas", TooMany, errors);
        WorkloadRules.NotMore(status.AvailableReplicas, all, path, "availableReplicas", TooMany, errors);
        WorkloadRules.NotMore(
            status.AvailableReplicas, ready, path, "availableReplicas", "cannot be greater than readyReplicas", errors);
    }

    protected override IReadOnlyList<string> Warnings(ReplicationController value) =>
        value.Spec.Template is { } template
            ? PodWarnings.OfTemplate(template, FieldPath.Spec.Child("template")) : [];

    protected override IReadOnlyList<string> UpdateWarnings(ReplicationController value, ReplicationController old) =>
        value.Metadata.Generation == old.Metadata.Generation ? [] : Warnings(value);

    public override IReadOnlyList<string> SelectableFields { get; } = ["status.replicas"];

    protected override string? FieldValue(ReplicationController value, string field) => field == "status.replicas"
        ? CellText.Number(value.Status.Replicas)
        : base.FieldValue(value, field);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ReplicationController>(),
        Printing.Columns.Number<ReplicationController>("Desired", "How many Pods are wanted.",
            static value => value.Spec.Replicas ?? 0),
        Printing.Columns.Number<ReplicationController>("Current", "How many Pods there are.",
            static value => value.Status.Replicas),
        Printing.Columns.Number<ReplicationController>("Ready", "How many Pods are ready.",
            static value => value.Status.ReadyReplicas),
        Printing.Columns.Age<ReplicationController>(),
        Printing.Columns.Text<ReplicationController>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Spec.Template), 1),
        Printing.Columns.Text<ReplicationController>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Spec.Template), 1),
        Printing.Columns.Text<ReplicationController>("Selector", "Which Pods count.",
            static value => CellText.Labels(value.Spec.Selector), 1),
    ];
}
