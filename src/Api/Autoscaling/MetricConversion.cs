namespace Kubesharp.Api.Autoscaling;

/// <summary>
/// Metrics in the words of version 1, which has no field for them: it carries them in annotations, so that somebody who
/// reads and writes version 1 loses nothing.
/// </summary>
internal static class MetricConversion
{
    public static MetricSpec ToV1(V2.MetricSpec metric) => new()
    {
        Type = metric.Type,
        Object = metric.Object is { } one
            ? new()
            {
                Target = ToV1(one.DescribedObject),
                MetricName = one.Metric.Name,
                Selector = one.Metric.Selector,
                TargetValue = one.Target.Value ?? default,
                AverageValue = one.Target.AverageValue,
            }
            : null,
        Pods = metric.Pods is { } pods
            ? new()
            {
                MetricName = pods.Metric.Name,
                Selector = pods.Metric.Selector,
                TargetAverageValue = pods.Target.AverageValue ?? default,
            }
            : null,
        Resource = metric.Resource is { } resource
            ? new()
            {
                Name = resource.Name,
                TargetAverageUtilization = resource.Target.AverageUtilization,
                TargetAverageValue = resource.Target.AverageValue,
            }
            : null,
        ContainerResource = metric.ContainerResource is { } container
            ? new()
            {
                Name = container.Name,
                Container = container.Container,
                TargetAverageUtilization = container.Target.AverageUtilization,
                TargetAverageValue = container.Target.AverageValue,
            }
            : null,
        External = metric.External is { } external
            ? new()
            {
                MetricName = external.Metric.Name,
                MetricSelector = external.Metric.Selector,
                TargetValue = external.Target.Value,
                TargetAverageValue = external.Target.AverageValue,
            }
            : null,
    };

    public static V2.MetricSpec ToV2(MetricSpec metric) => new()
    {
        Type = metric.Type,
        Object = metric.Object is { } one
            ? new()
            {
                DescribedObject = ToV2(one.Target),
                Metric = new() { Name = one.MetricName, Selector = one.Selector },
                Target = one.AverageValue is { } average
                    ? new() { Type = "AverageValue", AverageValue = average }
                    : new() { Type = "Value", Value = one.TargetValue },
            }
            : null,
        Pods = metric.Pods is { } pods
            ? new()
            {
                Metric = new() { Name = pods.MetricName, Selector = pods.Selector },
                Target = new() { Type = "AverageValue", AverageValue = pods.TargetAverageValue },
            }
            : null,
        Resource = metric.Resource is { } resource
            ? new()
            {
                Name = resource.Name,
                Target = Target(resource.TargetAverageUtilization, resource.TargetAverageValue),
            }
            : null,
        ContainerResource = metric.ContainerResource is { } container
            ? new()
            {
                Name = container.Name,
                Container = container.Container,
                Target = Target(container.TargetAverageUtilization, container.TargetAverageValue),
            }
            : null,
        External = metric.External is { } external
            ? new()
            {
                Metric = new() { Name = external.MetricName, Selector = external.MetricSelector },
                Target = new()
                {
                    Type = external.TargetValue is null ? "AverageValue" : "Value",
                    Value = external.TargetValue,
                    AverageValue = external.TargetAverageValue,
                },
            }
            : null,
    };

    public static MetricStatus ToV1(V2.MetricStatus metric) => new()
    {
        Type = metric.Type,
        Object = metric.Object is { } one
            ? new()
            {
                Target = ToV1(one.DescribedObject),
                MetricName = one.Metric.Name,
                Selector = one.Metric.Selector,
                CurrentValue = one.Current.Value ?? default,
                AverageValue = one.Current.AverageValue,
            }
            : null,
        Pods = metric.Pods is { } pods
            ? new()
            {
                MetricName = pods.Metric.Name,
                Selector = pods.Metric.Selector,
                CurrentAverageValue = pods.Current.AverageValue ?? default,
            }
            : null,
        Resource = metric.Resource is { } resource
            ? new()
            {
                Name = resource.Name,
                CurrentAverageUtilization = resource.Current.AverageUtilization,
                CurrentAverageValue = resource.Current.AverageValue ?? default,
            }
            : null,
        ContainerResource = metric.ContainerResource is { } container
            ? new()
            {
                Name = container.Name,
                Container = container.Container,
                CurrentAverageUtilization = container.Current.AverageUtilization,
                CurrentAverageValue = container.Current.AverageValue ?? default,
            }
            : null,
        External = metric.External is { } external
            ? new()
            {
                MetricName = external.Metric.Name,
                MetricSelector = external.Metric.Selector,
                CurrentValue = external.Current.Value ?? default,
                CurrentAverageValue = external.Current.AverageValue,
            }
            : null,
    };

    public static V2.MetricStatus ToV2(MetricStatus metric) => new()
    {
        Type = metric.Type,
        Object = metric.Object is { } one
            ? new()
            {
                DescribedObject = ToV2(one.Target),
                Metric = new() { Name = one.MetricName, Selector = one.Selector },
                Current = new() { Value = one.CurrentValue, AverageValue = one.AverageValue },
            }
            : null,
        Pods = metric.Pods is { } pods
            ? new()
            {
                Metric = new() { Name = pods.MetricName, Selector = pods.Selector },
                Current = new() { AverageValue = pods.CurrentAverageValue },
            }
            : null,
        Resource = metric.Resource is { } resource
            ? new()
            {
                Name = resource.Name,
                Current = new()
                {
                    AverageUtilization = resource.CurrentAverageUtilization,
                    AverageValue = resource.CurrentAverageValue,
                },
            }
            : null,
        ContainerResource = metric.ContainerResource is { } container
            ? new()
            {
                Name = container.Name,
                Container = container.Container,
                Current = new()
                {
                    AverageUtilization = container.CurrentAverageUtilization,
                    AverageValue = container.CurrentAverageValue,
                },
            }
            : null,
        External = metric.External is { } external
            ? new()
            {
                Metric = new() { Name = external.MetricName, Selector = external.MetricSelector },
                Current = new() { Value = external.CurrentValue, AverageValue = external.CurrentAverageValue },
            }
            : null,
    };

    public static CrossVersionObjectReference ToV1(V2.CrossVersionObjectReference reference) =>
        new() { Kind = reference.Kind, Name = reference.Name, ApiVersion = reference.ApiVersion };

    public static V2.CrossVersionObjectReference ToV2(CrossVersionObjectReference reference) =>
        new() { Kind = reference.Kind, Name = reference.Name, ApiVersion = reference.ApiVersion };

    private static V2.MetricTarget Target(int? utilization, Quantity? average) => new()
    {
        Type = utilization is null ? "AverageValue" : "Utilization",
        AverageUtilization = utilization,
        AverageValue = average,
    };
}
