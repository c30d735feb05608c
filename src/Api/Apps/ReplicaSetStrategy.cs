using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Apps;

/// <summary>ReplicaSets.</summary>
internal sealed class ReplicaSetStrategy : Strategy<ReplicaSet>
{
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(ReplicaSet left, ReplicaSet right) => left.Spec.Equals(right.Spec);
    protected override ReplicaSet WithSpecOf(ReplicaSet value, ReplicaSet source) => value with { Spec = source.Spec };

    protected override ReplicaSet WithStatusOf(ReplicaSet value, ReplicaSet? source) =>
        value with { Status = source?.Status ?? ReplicaSetStatus.Empty };

    protected override ReplicaSet Default(ReplicaSet value) => value with
    {
        Spec = value.Spec with
        {
            Replicas = value.Spec.Replicas ?? 1,
            Template = PodDefaults.ForTemplate(value.Spec.Template),
        },
    };

    protected override void Validate(ReplicaSet value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        WorkloadRules.NotNegative(value.Spec.Replicas ?? 0, path, "replicas", errors);
        WorkloadRules.NotNegative(value.Spec.MinReadySeconds, path, "minReadySeconds", errors);
        WorkloadRules.Selector(value.Spec.Selector, value.Spec.Template, "deployment", path, errors);
        WorkloadRules.Template(value.Spec.Template, "ReplicaSet", path.Child("template"), errors);
    }

    protected override void ValidateUpdate(ReplicaSet value, ReplicaSet old, FieldErrors errors) =>
        WorkloadRules.SameSelector(value.Spec.Selector, old.Spec.Selector, errors);

    protected override void ValidateStatusUpdate(ReplicaSet value, ReplicaSet old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status;
        ReplicaSetStatus status = value.Status;
        WorkloadRules.NotNegative(status.Replicas, path, "replicas", errors);
        WorkloadRules.NotNegative(status.FullyLabeledReplicas, path, "fullyLabeledReplicas", errors);
        WorkloadRules.NotNegative(status.ReadyReplicas, path, "readyReplicas", errors);
        WorkloadRules.NotNegative(status.AvailableReplicas, path, "availableReplicas", errors);
        WorkloadRules.NotNegative(status.TerminatingReplicas, path, "terminatingReplicas", errors);
        WorkloadRules.NotNegative(status.ObservedGeneration, path, "observedGeneration", errors);
        (int all, int ready) = (status.Replicas, status.ReadyReplicas);
        const string TooMany = WorkloadRules.MoreThanReplicas;
        WorkloadRules.NotMore(status.FullyLabeledReplicas, all, path, "fullyLabeledReplicas", TooMany, errors);
        WorkloadRules.NotMore(ready, all, path, "readyReplicas", TooMany, errors);
        WorkloadRules.NotMore(status.AvailableReplicas, all, path, "availableReplicas", TooMany, errors);
        WorkloadRules.NotMore(
            status.AvailableReplicas, ready, path, "availableReplicas", "cannot be greater than readyReplicas", errors);
    }

    protected override IReadOnlyList<string> Warnings(ReplicaSet value) =>
        PodWarnings.OfTemplate(value.Spec.Template, FieldPath.Spec.Child("template"));

    protected override IReadOnlyList<string> UpdateWarnings(ReplicaSet value, ReplicaSet old) =>
        value.Metadata.Generation == old.Metadata.Generation ? [] : Warnings(value);

    public override IReadOnlyList<string> SelectableFields { get; } = ["status.replicas"];

    protected override string? FieldValue(ReplicaSet value, string field) => field == "status.replicas"
        ? CellText.Number(value.Status.Replicas)
        : base.FieldValue(value, field);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ReplicaSet>(),
        Printing.Columns.Number<ReplicaSet>("Desired", "How many Pods are wanted.",
            static value => value.Spec.Replicas ?? 0),
        Printing.Columns.Number<ReplicaSet>("Current", "How many Pods there are.",
            static value => value.Status.Replicas),
        Printing.Columns.Number<ReplicaSet>("Ready", "How many Pods are ready.",
            static value => value.Status.ReadyReplicas),
        Printing.Columns.Age<ReplicaSet>(),
        Printing.Columns.Text<ReplicaSet>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Spec.Template), 1),
        Printing.Columns.Text<ReplicaSet>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Spec.Template), 1),
        Printing.Columns.Text<ReplicaSet>("Selector", "Which Pods count.",
            static value => CellText.Selector(value.Spec.Selector), 1),
    ];
}
