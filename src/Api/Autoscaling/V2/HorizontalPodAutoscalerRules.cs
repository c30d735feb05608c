using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Autoscaling.V2;

/// <summary>What HorizontalPodAutoscalers must satisfy, whichever version they are written in.</summary>
internal static class HorizontalPodAutoscalerRules
{
    private const int PeriodSecondsMax = 1800;
    private const int WindowSecondsMax = 3600;

    public static void Validate(HorizontalPodAutoscalerSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.MinReplicas is < 1)
            errors.Invalid(path.Child("minReplicas"), spec.MinReplicas.Value, "must be greater than or equal to 1");
        if (spec.MaxReplicas < 1)
            errors.Invalid(path.Child("maxReplicas"), spec.MaxReplicas, "must be greater than 0");
        if (spec.MinReplicas is { } min && spec.MaxReplicas < min)
        {
            errors.Invalid(path.Child("maxReplicas"), spec.MaxReplicas,
                "must be greater than or equal to `minReplicas`");
        }
        ValidateReference(spec.ScaleTargetRef, path.Child("scaleTargetRef"), errors);
        for (int i = 0; i < spec.Metrics.Count; i++)
            ValidateMetric(spec.Metrics[i], path.Child("metrics").Index(i), errors);
        if (spec.Behavior?.ScaleUp is { } up)
            ValidateRules(up, path.Child("behavior", "scaleUp"), errors);
        if (spec.Behavior?.ScaleDown is { } down)
            ValidateRules(down, path.Child("behavior", "scaleDown"), errors);
    }

    public static void ValidateStatus(HorizontalPodAutoscalerStatus status, FieldErrors errors)
    {
        ValueRules.NotNegative(status.CurrentReplicas, FieldPath.Status.Child("currentReplicas"), errors);
        ValueRules.NotNegative(status.DesiredReplicas, FieldPath.Status.Child("desiredReplicas"), errors);
    }

    private static void ValidateReference(CrossVersionObjectReference reference, FieldPath path, FieldErrors errors)
    {
        ValueRules.RequiredName(reference.Kind, NameRules.PathSegment, path.Child("kind"), errors);
        ValueRules.RequiredName(reference.Name, NameRules.PathSegment, path.Child("name"), errors);
    }

    private static void ValidateMetric(MetricSpec metric, FieldPath path, FieldErrors errors)
    {
        if (metric.Type.Length == 0)
            errors.Required(path.Child("type"), "must specify a metric source type");
        string expected = metric.Type switch
        {
            "Object" => "object",
            "Pods" => "pods",
            "Resource" => "resource",
            "External" => "external",
            "ContainerResource" => "containerResource",
            _ => "",
        };
        if (expected.Length == 0)
        {
            errors.NotSupported(path.Child("type"), metric.Type,
                "ContainerResource", "External", "Object", "Pods", "Resource");
        }
        var present = new List<string>();
        if (metric.Object is { } one && Adds("object"))
            ValidateObject(one, path.Child("object"), errors);
        if (metric.External is { } external && Adds("external"))
            ValidateExternal(external, path.Child("external"), errors);
        if (metric.Pods is { } pods && Adds("pods"))
            ValidatePods(pods, path.Child("pods"), errors);
        if (metric.Resource is { } resource && Adds("resource"))
            ValidateResource(resource.Name, resource.Target, path.Child("resource"), errors);
        if (metric.ContainerResource is { } container && Adds("containerResource"))
        {
            FieldPath at = path.Child("containerResource");
            if (container.Container.Length == 0)
                errors.Required(at.Child("container"), "must specify a container");
            ValidateResource(container.Name, container.Target, at, errors);
        }
        if (!present.Contains(expected))
            errors.Required(path.Child(expected), "must populate information for the given metric source");
        if (present.Count == 1)
            return;
        foreach (string type in present)
        {
            if (type != expected)
                errors.Forbidden(path.Child(type), "must populate the given metric source only");
        }

        bool Adds(string type)
        {
            present.Add(type);
            return present.Count == 1;
        }
    }

    private static void ValidateObject(ObjectMetricSource source, FieldPath path, FieldErrors errors)
    {
        ValidateReference(source.DescribedObject, path.Child("describedObject"), errors);
        ValidateIdentifier(source.Metric, path.Child("metric"), errors);
        ValidateTarget(source.Target, path.Child("target"), errors);
        if (source.Target.Value is null && source.Target.AverageValue is null)
        {
            errors.Required(path.Child("target", "averageValue"),
                "must set either a target value or averageValue");
        }
    }

    private static void ValidateExternal(ExternalMetricSource source, FieldPath path, FieldErrors errors)
    {
        ValidateIdentifier(source.Metric, path.Child("metric"), errors);
        ValidateTarget(source.Target, path.Child("target"), errors);
        if (source.Target.Value is null && source.Target.AverageValue is null)
        {
            errors.Required(path.Child("target", "averageValue"),
                "must set either a target value for metric or a per-pod target");
        }
        if (source.Target.Value is not null && source.Target.AverageValue is not null)
        {
            errors.Forbidden(path.Child("target", "value"),
                "may not set both a target value for metric and a per-pod target");
        }
    }

    private static void ValidatePods(PodsMetricSource source, FieldPath path, FieldErrors errors)
    {
        ValidateIdentifier(source.Metric, path.Child("metric"), errors);
        ValidateTarget(source.Target, path.Child("target"), errors);
        if (source.Target.AverageValue is not { Sign: 1 })
            errors.Required(path.Child("target", "averageValue"), "must specify a positive target averageValue");
    }

    private static void ValidateResource(string name, MetricTarget target, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
            errors.Required(path.Child("name"), "must specify a resource name");
        ValidateTarget(target, path.Child("target"), errors);
        if (target.AverageUtilization is null && target.AverageValue is null)
        {
            errors.Required(path.Child("target", "averageUtilization"),
                "must set either a target raw value or a target utilization");
        }
        if (target.AverageUtilization is not null && target.AverageValue is not null)
        {
            errors.Forbidden(path.Child("target", "averageValue"),
                "may not set both a target raw value and a target utilization");
        }
    }

    private static void ValidateTarget(MetricTarget target, FieldPath path, FieldErrors errors)
    {
        if (target.Type.Length == 0)
            errors.Required(path.Child("type"), "must specify a metric target type");
        if (target.Type is not ("Utilization" or "Value" or "AverageValue"))
            errors.Invalid(path.Child("type"), target.Type, "must be either Utilization, Value, or AverageValue");
        if (target.Value is { Sign: not 1 } value)
            errors.InvalidShown(path.Child("value"), value.ToString(), "must be positive");
        if (target.AverageValue is { Sign: not 1 } average)
            errors.InvalidShown(path.Child("averageValue"), average.ToString(), "must be positive");
        if (target.AverageUtilization is < 1)
        {
            errors.Invalid(path.Child("averageUtilization"), target.AverageUtilization.Value,
                "must be greater than 0");
        }
    }

    private static void ValidateIdentifier(MetricIdentifier metric, FieldPath path, FieldErrors errors) =>
        ValueRules.RequiredName(
            metric.Name, NameRules.PathSegment, path.Child("name"), errors, "must specify a metric name");

    private static void ValidateRules(HPAScalingRules rules, FieldPath path, FieldErrors errors)
    {
        if (rules.StabilizationWindowSeconds is { } window)
        {
            FieldPath at = path.Child("stabilizationWindowSeconds");
            if (window < 0)
                errors.Invalid(at, window, "must be greater than or equal to zero");
            if (window > WindowSecondsMax)
                errors.Invalid(at, window, $"must be less than or equal to {WindowSecondsMax}");
        }
        if (rules.SelectPolicy is not (null or "Disabled" or "Max" or "Min"))
            errors.NotSupported(path.Child("selectPolicy"), rules.SelectPolicy, "Disabled", "Max", "Min");
        if (rules.Policies.Count == 0)
            errors.Required(path.Child("policies"), "must specify at least one Policy");
        for (int i = 0; i < rules.Policies.Count; i++)
        {
            HPAScalingPolicy policy = rules.Policies[i];
            FieldPath at = path.Child("policies").Index(i);
            if (policy.Type is not ("Percent" or "Pods"))
                errors.NotSupported(at.Child("type"), policy.Type, "Percent", "Pods");
            if (policy.Value <= 0)
                errors.Invalid(at.Child("value"), policy.Value, "must be greater than zero");
            if (policy.PeriodSeconds <= 0)
                errors.Invalid(at.Child("periodSeconds"), policy.PeriodSeconds, "must be greater than zero");
            if (policy.PeriodSeconds > PeriodSecondsMax)
            {
                errors.Invalid(at.Child("periodSeconds"), policy.PeriodSeconds,
                    $"must be less than or equal to {PeriodSecondsMax}");
            }
        }
        if (rules.Tolerance is { } tolerance)
            ValueRules.NotNegative(tolerance, path.Child("tolerance"), errors);
    }
}
