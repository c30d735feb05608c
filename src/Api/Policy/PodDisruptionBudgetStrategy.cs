using Kubesharp.Api.Core;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Policy;

/// <summary>PodDisruptionBudgets.</summary>
internal sealed class PodDisruptionBudgetStrategy : Strategy<PodDisruptionBudget>
{
    private const string NotSet = "N/A";

    public override bool AllowUnconditionalUpdate => false;
    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(PodDisruptionBudget left, PodDisruptionBudget right) =>
        left.Spec.Equals(right.Spec);

    protected override PodDisruptionBudget WithSpecOf(PodDisruptionBudget value, PodDisruptionBudget source) =>
        value with { Spec = source.Spec };

    protected override PodDisruptionBudget WithStatusOf(PodDisruptionBudget value, PodDisruptionBudget? source) =>
        value with { Status = source?.Status ?? PodDisruptionBudgetStatus.Empty };

    protected override void Validate(PodDisruptionBudget value, FieldErrors errors)
    {
        PodDisruptionBudgetSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        if (spec.MinAvailable is not null && spec.MaxUnavailable is not null)
        {
            errors.InvalidShown(
                path, ApiJson.ToText(spec), "minAvailable and maxUnavailable cannot be both set");
        }
        WorkloadRules.CountOrPercentage(spec.MinAvailable, path.Child("minAvailable"), errors);
        WorkloadRules.CountOrPercentage(spec.MaxUnavailable, path.Child("maxUnavailable"), errors);
        if (spec.Selector is { } selector)
            LabelQuery.Validate(selector, path.Child("selector"), errors);
        if (spec.UnhealthyPodEvictionPolicy is not (null or "AlwaysAllow" or "IfHealthyBudget"))
        {
            errors.NotSupported(path.Child("unhealthyPodEvictionPolicy"), spec.UnhealthyPodEvictionPolicy,
                "AlwaysAllow", "IfHealthyBudget");
        }
    }

    protected override void ValidateStatusUpdate(
        PodDisruptionBudget value, PodDisruptionBudget old, FieldErrors errors)
    {
        PodDisruptionBudgetStatus status = value.Status;
        FieldPath path = FieldPath.Status;
        ValueRules.NotNegative(status.DisruptionsAllowed, path.Child("disruptionsAllowed"), errors);
        ValueRules.NotNegative(status.CurrentHealthy, path.Child("currentHealthy"), errors);
        ValueRules.NotNegative(status.DesiredHealthy, path.Child("desiredHealthy"), errors);
        ValueRules.NotNegative(status.ExpectedPods, path.Child("expectedPods"), errors);
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<PodDisruptionBudget>(),
        Printing.Columns.Text<PodDisruptionBudget>("Min Available", "How many Pods must stay.",
            static value => value.Spec.MinAvailable?.ToString() ?? NotSet),
        Printing.Columns.Text<PodDisruptionBudget>("Max Unavailable", "How many Pods may go.",
            static value => value.Spec.MaxUnavailable?.ToString() ?? NotSet),
        Printing.Columns.Number<PodDisruptionBudget>("Allowed Disruptions", "How many Pods may go now.",
            static value => value.Status.DisruptionsAllowed),
        Printing.Columns.Age<PodDisruptionBudget>(),
    ];
}
