using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Apps;

/// <summary>Deployments. (DeploymentStrategy is a type of the API: how the update rolls.)</summary>
internal sealed class DeploymentKindStrategy : Strategy<Deployment>
{
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(Deployment left, Deployment right) => left.Spec.Equals(right.Spec);
    protected override Deployment WithSpecOf(Deployment value, Deployment source) => value with { Spec = source.Spec };

    protected override Deployment WithStatusOf(Deployment value, Deployment? source) =>
        value with { Status = source?.Status ?? DeploymentStatus.Empty };

    protected override Deployment Default(Deployment value)
    {
        DeploymentSpec spec = value.Spec;
        DeploymentStrategy strategy = spec.Strategy;
        if (strategy.Type.Length == 0)
            strategy = strategy with { Type = "RollingUpdate" };
        if (strategy.Type == "RollingUpdate")
        {
            RollingUpdateDeployment rolling = strategy.RollingUpdate ?? RollingUpdateDeployment.Empty;
            strategy = strategy with
            {
                RollingUpdate = rolling with
                {
                    MaxUnavailable = rolling.MaxUnavailable ?? "25%",
                    MaxSurge = rolling.MaxSurge ?? "25%",
                },
            };
        }
        return value with
        {
            Spec = spec with
            {
                Replicas = spec.Replicas ?? 1,
                RevisionHistoryLimit = spec.RevisionHistoryLimit ?? 10,
                ProgressDeadlineSeconds = spec.ProgressDeadlineSeconds ?? 600,
                Template = PodDefaults.ForTemplate(spec.Template),
                Strategy = strategy,
            },
        };
    }

    protected override void Validate(Deployment value, FieldErrors errors)
    {
        DeploymentSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        WorkloadRules.NotNegative(spec.Replicas ?? 0, path, "replicas", errors);
        WorkloadRules.Selector(spec.Selector, spec.Template, "deployment", path, errors);
        WorkloadRules.Template(spec.Template, "ReplicaSet", path.Child("template"), errors);
        ValidateRolling(spec.Strategy, path.Child("strategy"), errors);
        WorkloadRules.NotNegative(spec.MinReadySeconds, path, "minReadySeconds", errors);
        WorkloadRules.NotNegative(spec.RevisionHistoryLimit ?? 0, path, "revisionHistoryLimit", errors);
        if (spec.ProgressDeadlineSeconds is not { } deadline)
            return;
        WorkloadRules.NotNegative(deadline, path, "progressDeadlineSeconds", errors);
        if (deadline <= spec.MinReadySeconds)
            errors.Invalid(path.Child("progressDeadlineSeconds"), deadline, "must be greater than minReadySeconds");
    }

    protected override void ValidateUpdate(Deployment value, Deployment old, FieldErrors errors) =>
        WorkloadRules.SameSelector(value.Spec.Selector, old.Spec.Selector, errors);

    protected override void ValidateStatusUpdate(Deployment value, Deployment old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status;
        DeploymentStatus status = value.Status;
        WorkloadRules.NotNegative(status.ObservedGeneration, path, "observedGeneration", errors);
        WorkloadRules.NotNegative(status.Replicas, path, "replicas", errors);
        WorkloadRules.NotNegative(status.UpdatedReplicas, path, "updatedReplicas", errors);
        WorkloadRules.NotNegative(status.ReadyReplicas, path, "readyReplicas", errors);
        WorkloadRules.NotNegative(status.AvailableReplicas, path, "availableReplicas", errors);
        WorkloadRules.NotNegative(status.UnavailableReplicas, path, "unavailableReplicas", errors);
        WorkloadRules.NotNegative(status.TerminatingReplicas, path, "terminatingReplicas", errors);
        WorkloadRules.NotNegative(status.CollisionCount, path, "collisionCount", errors);
        (int all, int ready) = (status.Replicas, status.ReadyReplicas);
        const string TooMany = WorkloadRules.MoreThanReplicas;
        WorkloadRules.NotMore(status.UpdatedReplicas, all, path, "updatedReplicas", TooMany, errors);
        WorkloadRules.NotMore(ready, all, path, "readyReplicas", TooMany, errors);
        WorkloadRules.NotMore(status.AvailableReplicas, all, path, "availableReplicas", TooMany, errors);
        WorkloadRules.NotMore(
            status.AvailableReplicas, ready, path, "availableReplicas", "cannot be greater than readyReplicas", errors);
        WorkloadRules.NotDecremented(status.CollisionCount, old.Status.CollisionCount, errors);
    }

    protected override IReadOnlyList<string> Warnings(Deployment value) =>
        PodWarnings.OfTemplate(value.Spec.Template, FieldPath.Spec.Child("template"));

    protected override IReadOnlyList<string> UpdateWarnings(Deployment value, Deployment old) =>
        value.Metadata.Generation == old.Metadata.Generation ? [] : Warnings(value);

    private static void ValidateRolling(DeploymentStrategy strategy, FieldPath path, FieldErrors errors)
    {
        switch (strategy.Type)
        {
            case "Recreate":
                if (strategy.RollingUpdate is not null)
                {
                    errors.Forbidden(path.Child("rollingUpdate"),
                        "may not be specified when strategy `type` is 'Recreate'");
                }
                return;
            case "RollingUpdate" when strategy.RollingUpdate is { } rolling:
                FieldPath at = path.Child("rollingUpdate");
                WorkloadRules.CountOrPercentage(rolling.MaxUnavailable, at.Child("maxUnavailable"), errors);
                WorkloadRules.CountOrPercentage(rolling.MaxSurge, at.Child("maxSurge"), errors);
                if (WorkloadRules.IsZero(rolling.MaxUnavailable) && WorkloadRules.IsZero(rolling.MaxSurge))
                {
                    errors.InvalidShown(at.Child("maxUnavailable"), WorkloadRules.Show(rolling.MaxUnavailable),
                        "may not be 0 when `maxSurge` is 0");
                }
                WorkloadRules.AtMostAll(rolling.MaxUnavailable, at.Child("maxUnavailable"), errors);
                return;
            case "RollingUpdate":
                errors.Required(path.Child("rollingUpdate"), "this should be defaulted and never be nil");
                return;
            default:
                errors.NotSupportedShown(
                    path, WorkloadRules.ShowStrategy(strategy.Type), "Recreate", "RollingUpdate");
                return;
        }
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Deployment>(),
        Printing.Columns.Text<Deployment>("Ready", "Ready Pods of those wanted.",
            static value => CellText.Fraction(value.Status.ReadyReplicas, value.Spec.Replicas ?? 0)),
        Printing.Columns.Text<Deployment>("Up-to-date", "Pods of the newest template.",
            static value => CellText.Number(value.Status.UpdatedReplicas)),
        Printing.Columns.Text<Deployment>("Available", "Pods that have been ready for long enough.",
            static value => CellText.Number(value.Status.AvailableReplicas)),
        Printing.Columns.Age<Deployment>(),
        Printing.Columns.Text<Deployment>("Containers", "Names of the template's containers.",
            static value => CellText.Containers(value.Spec.Template), 1),
        Printing.Columns.Text<Deployment>("Images", "Images of the template's containers.",
            static value => CellText.Images(value.Spec.Template), 1),
        Printing.Columns.Text<Deployment>("Selector", "Which Pods count.",
            static value => CellText.Selector(value.Spec.Selector), 1),
    ];
}
