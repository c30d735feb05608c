using Kubesharp.Api.Printing;

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
