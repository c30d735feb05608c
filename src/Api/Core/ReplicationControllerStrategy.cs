using Kubesharp.Api.Printing;

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
