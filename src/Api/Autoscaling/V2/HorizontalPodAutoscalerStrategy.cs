using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>HorizontalPodAutoscalers, in the version that is stored.</summary>
internal sealed class HorizontalPodAutoscalerStrategy : Strategy<HorizontalPodAutoscaler>
{
    private const int UtilizationDefault = 80;
    private const int PeriodSeconds = 15;
    // More would not fit a line.
    private const int MetricsShownMax = 2;

    private static readonly HPAScalingRules UpDefault = new()
    {
        StabilizationWindowSeconds = 0,
        SelectPolicy = "Max",
        Policies =
        [
            new() { Type = "Pods", Value = 4, PeriodSeconds = PeriodSeconds },
            new() { Type = "Percent", Value = 100, PeriodSeconds = PeriodSeconds },
        ],
    };

    private static readonly HPAScalingRules DownDefault = new()
    {
        SelectPolicy = "Max",
        Policies = [new() { Type = "Percent", Value = 100, PeriodSeconds = PeriodSeconds }],
    };

    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(HorizontalPodAutoscaler left, HorizontalPodAutoscaler right) =>
        left.Spec.Equals(right.Spec);

    protected override HorizontalPodAutoscaler WithSpecOf(
        HorizontalPodAutoscaler value, HorizontalPodAutoscaler source) => value with { Spec = source.Spec };

    protected override HorizontalPodAutoscaler WithStatusOf(
        HorizontalPodAutoscaler value, HorizontalPodAutoscaler? source) =>
        value with { Status = source?.Status ?? HorizontalPodAutoscalerStatus.Empty };

    protected override HorizontalPodAutoscaler Default(HorizontalPodAutoscaler value)
    {
        HorizontalPodAutoscalerSpec spec = value.Spec;
        return value with
        {
            Spec = spec with
            {
                MinReplicas = spec.MinReplicas ?? 1,
                Metrics = spec.Metrics.Count > 0
                    ? spec.Metrics
                    : [HorizontalPodAutoscalerConversion.CpuMetric(UtilizationDefault)],
                Behavior = spec.Behavior is { } behavior
                    ? new()
                    {
                        ScaleUp = Filled(behavior.ScaleUp, UpDefault),
                        ScaleDown = Filled(behavior.ScaleDown, DownDefault),
                    }
                    : null,
            },
        };
    }

    protected override void Validate(HorizontalPodAutoscaler value, FieldErrors errors) =>
        HorizontalPodAutoscalerRules.Validate(value.Spec, FieldPath.Spec, errors);

    protected override void ValidateStatusUpdate(
        HorizontalPodAutoscaler value, HorizontalPodAutoscaler old, FieldErrors errors) =>
        HorizontalPodAutoscalerRules.ValidateStatus(value.Status, errors);

    private static HPAScalingRules Filled(HPAScalingRules? rules, HPAScalingRules otherwise) => rules is null
        ? otherwise
        : rules with
        {
            StabilizationWindowSeconds = rules.StabilizationWindowSeconds ?? otherwise.StabilizationWindowSeconds,
            SelectPolicy = rules.SelectPolicy ?? otherwise.SelectPolicy,
            Policies = rules.Policies.Count > 0 ? rules.Policies : otherwise.Policies,
        };

    private static string Targets(HorizontalPodAutoscaler value)
    {
        IReadOnlyList<MetricSpec> metrics = value.Spec.Metrics;
        if (metrics.Count == 0)
            return CellText.None;
        var texts = new List<string>();
        for (int i = 0; i < metrics.Count; i++)
        {
            MetricStatus? status =
                i < value.Status.CurrentMetrics.Count ? value.Status.CurrentMetrics[i] : null;
            texts.Add(Target(metrics[i], status));
        }
        string shown = string.Join(", ", texts.Take(MetricsShownMax));
        return texts.Count > MetricsShownMax
            ? $"{shown} + {CellText.Number(texts.Count - MetricsShownMax)} more..."
            : shown;
    }

    private static string Target(MetricSpec metric, MetricStatus? status) => metric switch
    {
        { Type: "External", External: { } source } => OfValue(source.Target, status?.External?.Current),
        { Type: "Object", Object: { } source } => OfValue(source.Target, status?.Object?.Current),
        { Type: "Pods", Pods: { } source } =>
            $"{Known(status?.Pods?.Current.AverageValue)}/{source.Target.AverageValue}",
        { Type: "Resource", Resource: { } source } =>
            OfResource(source.Name, source.Target, status?.Resource?.Current),
        { Type: "ContainerResource", ContainerResource: { } source } =>
            OfResource(source.Name, source.Target, status?.ContainerResource?.Current),
        _ => "<unknown type>",
    };

    private static string OfValue(MetricTarget target, MetricValueStatus? current) => target.AverageValue is { } average
        ? $"{Known(current?.AverageValue)}/{average} (avg)"
        : $"{Known(current?.Value)}/{target.Value}";

    private static string OfResource(string name, MetricTarget target, MetricValueStatus? current)
    {
        if (target.AverageValue is { } average)
            return $"{name}: {Known(current?.AverageValue)}/{average}";
        string now = current?.AverageUtilization is { } utilization ? CellText.Number(utilization) + "%" : "<unknown>";
        string wanted = target.AverageUtilization is { } aim ? CellText.Number(aim) + "%" : "<auto>";
        return $"{name}: {now}/{wanted}";
    }

    private static string Known(Quantity? value) => value?.ToString() ?? "<unknown>";

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<HorizontalPodAutoscaler>(),
        Printing.Columns.Text<HorizontalPodAutoscaler>("Reference", "What it scales.",
            static value => $"{value.Spec.ScaleTargetRef.Kind}/{value.Spec.ScaleTargetRef.Name}"),
        Printing.Columns.Text<HorizontalPodAutoscaler>("Targets", "What is measured, and what it aims at.", Targets),
        Printing.Columns.Text<HorizontalPodAutoscaler>("MinPods", "The fewest replicas.",
            static value => value.Spec.MinReplicas is { } min ? CellText.Number(min) : CellText.Unset),
        Printing.Columns.Number<HorizontalPodAutoscaler>("MaxPods", "The most replicas.",
            static value => value.Spec.MaxReplicas),
        Printing.Columns.Number<HorizontalPodAutoscaler>("Replicas", "How many replicas there are.",
            static value => value.Status.CurrentReplicas),
        Printing.Columns.Age<HorizontalPodAutoscaler>(),
    ];
}
