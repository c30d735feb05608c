using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Selectors;
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
        int before = errors.Count;
        // Without a selector nothing is complained of: it has matched nothing since the first version.
        if (value.Spec.Selector is { } selector)
            LabelQuery.Validate(selector, path.Child("selector"), errors);
        if (errors.Count == before)
            WorkloadRules.MatchesTemplate(value.Spec.Selector, value.Spec.Template, path, errors);
        if (value.Spec.Selector is { MatchLabels.Count: 0, MatchExpressions.Count: 0 } empty)
        {
            errors.InvalidShown(
                path.Child("selector"), WorkloadRules.Show(empty), "empty selector is invalid for daemonset");
        }
        WorkloadRules.Template(value.Spec.Template, "DaemonSet", path.Child("template"), errors);
        WorkloadRules.NotNegative(value.Spec.MinReadySeconds, path, "minReadySeconds", errors);
        ValidateRolling(value.Spec.UpdateStrategy, path.Child("updateStrategy"), errors);
        WorkloadRules.NotNegative(value.Spec.RevisionHistoryLimit, path, "revisionHistoryLimit", errors);
    }

    private static void ValidateRolling(DaemonSetUpdateStrategy strategy, FieldPath path, FieldErrors errors)
    {
        switch (strategy.Type)
        {
            case "OnDelete":
                return;
            case "RollingUpdate" when strategy.RollingUpdate is null:
                errors.Required(path.Child("rollingUpdate"));
                return;
            case "RollingUpdate":
                break;
            default:
                errors.NotSupportedShown(
                    path, WorkloadRules.ShowStrategy(strategy.Type), "RollingUpdate", "OnDelete");
                return;
        }
        FieldPath unavailable = path.Child("rollingUpdate", "maxUnavailable");
        FieldPath surge = path.Child("rollingUpdate", "maxSurge");
        RollingUpdateDaemonSet rolling = strategy.RollingUpdate;
        WorkloadRules.CountOrPercentage(rolling.MaxUnavailable, unavailable, errors);
        WorkloadRules.CountOrPercentage(rolling.MaxSurge, surge, errors);
        WorkloadRules.AtMostAll(rolling.MaxUnavailable, unavailable, errors);
        WorkloadRules.AtMostAll(rolling.MaxSurge, surge, errors);
        bool none = WorkloadRules.IsZero(rolling.MaxUnavailable);
        if (none && WorkloadRules.IsZero(rolling.MaxSurge))
            errors.Required(unavailable, "cannot be 0 when maxSurge is 0");
        else if (!none && !WorkloadRules.IsZero(rolling.MaxSurge))
        {
            errors.InvalidShown(surge, WorkloadRules.Show(rolling.MaxSurge),
                "may not be set when maxUnavailable is non-zero");
        }
    }

    protected override void ValidateUpdate(DaemonSet value, DaemonSet old, FieldErrors errors) =>
        WorkloadRules.SameSelector(value.Spec.Selector, old.Spec.Selector, errors);

    protected override void ValidateStatusUpdate(DaemonSet value, DaemonSet old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status;
        DaemonSetStatus status = value.Status;
        WorkloadRules.NotNegative(status.CurrentNumberScheduled, path, "currentNumberScheduled", errors);
        WorkloadRules.NotNegative(status.NumberMisscheduled, path, "numberMisscheduled", errors);
        WorkloadRules.NotNegative(status.DesiredNumberScheduled, path, "desiredNumberScheduled", errors);
        WorkloadRules.NotNegative(status.NumberReady, path, "numberReady", errors);
        WorkloadRules.NotNegative(status.ObservedGeneration, path, "observedGeneration", errors);
        WorkloadRules.NotNegative(status.UpdatedNumberScheduled, path, "updatedNumberScheduled", errors);
        WorkloadRules.NotNegative(status.NumberAvailable, path, "numberAvailable", errors);
        WorkloadRules.NotNegative(status.NumberUnavailable, path, "numberUnavailable", errors);
        WorkloadRules.NotNegative(status.CollisionCount, path, "collisionCount", errors);
        WorkloadRules.NotDecremented(status.CollisionCount, old.Status.CollisionCount, errors);
    }

    protected override IReadOnlyList<string> Warnings(DaemonSet value) =>
        PodWarnings.OfTemplate(value.Spec.Template, FieldPath.Spec.Child("template"));

    protected override IReadOnlyList<string> UpdateWarnings(DaemonSet value, DaemonSet old) =>
        value.Metadata.Generation == old.Metadata.Generation ? [] : Warnings(value);

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
