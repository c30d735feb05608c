using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Apps;

/// <summary>DaemonSets.</summary>
internal sealed class DaemonSetStrategy : Strategy<DaemonSet>
{
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(DaemonSet left, DaemonSet right) => left.Spec.Equals(right.Spec);
    protected override DaemonSet WithSpecOf(DaemonSet value, DaemonSet source) => value with { Spec = source.Spec };

    protected override DaemonSet WithStatusOf(DaemonSet value, DaemonSet? source) =>
        value with { Status = source?.Status ?? DaemonSetStatus.Empty };

    protected override DaemonSet Default(DaemonSet value)
    {
        DaemonSetUpdateStrategy update = value.Spec.UpdateStrategy;
        if (update.Type.Length == 0)
            update = update with { Type = "RollingUpdate" };
        if (update.Type == "RollingUpdate")
        {
            RollingUpdateDaemonSet rolling = update.RollingUpdate ?? RollingUpdateDaemonSet.Empty;
            update = update with
            {
                RollingUpdate = rolling with
                {
                    MaxUnavailable = rolling.MaxUnavailable ?? 1,
                    MaxSurge = rolling.MaxSurge ?? 0,
                },
            };
        }
        return value with
        {
            Spec = value.Spec with
            {
                UpdateStrategy = update,
                RevisionHistoryLimit = value.Spec.RevisionHistoryLimit ?? 10,
                Template = PodDefaults.ForTemplate(value.Spec.Template),
            },
        };
    }

    protected override void Validate(DaemonSet value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec;
        WorkloadRules.Selector(value.Spec.Selector, value.Spec.Template, "daemonset", path, errors);
        WorkloadRules.Template(value.Spec.Template, path.Child("template"), errors);
        WorkloadRules.NotNegative(value.Spec.MinReadySeconds, path, "minReadySeconds", errors);
        WorkloadRules.NotNegative(value.Spec.RevisionHistoryLimit ?? 0, path, "revisionHistoryLimit", errors);
        if (value.Spec.UpdateStrategy.Type is not ("RollingUpdate" or "OnDelete"))
        {
            errors.NotSupported(path.Child("updateStrategy", "type"), value.Spec.UpdateStrategy.Type,
                "OnDelete", "RollingUpdate");
        }
    }

    protected override void ValidateUpdate(DaemonSet value, DaemonSet old, FieldErrors errors) =>
        WorkloadRules.SameSelector(value.Spec.Selector, old.Spec.Selector, errors);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<DaemonSet>(),
        Printing.Columns.Number<DaemonSet>("Desired", "Nodes that should run the Pod.",
            static value => value.Status.DesiredNumberScheduled),
        Printing.Columns.Number<DaemonSet>("Current", "Nodes that should run the Pod and have one.",
            static value => value.Status.CurrentNumberScheduled),
        Printing.Columns.Number<DaemonSet>("Ready", "Nodes whose Pod is ready.",
            static value => value.Status.NumberReady),
        Printing.Columns.Number<DaemonSet>("Up-to-date", "Nodes whose Pod is of the newest template.",
            static value => value.Status.UpdatedNumberScheduled),
        Printing.Columns.Number<DaemonSet>("Available", "Nodes whose Pod has been ready for long enough.",
            static value => value.Status.NumberAvailable),
        Printing.Columns.Text<DaemonSet>("Node Selector", "Which nodes are meant.",
            static value => CellText.Labels(value.Spec.Template.Spec.NodeSelector)),
        Printing.Columns.Age<DaemonSet>(),
        Printing.Columns.Text<DaemonSet>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Spec.Template), 1),
        Printing.Columns.Text<DaemonSet>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Spec.Template), 1),
        Printing.Columns.Text<DaemonSet>("Selector", "Which Pods count.",
            static value => CellText.Selector(value.Spec.Selector), 1),
    ];
}
