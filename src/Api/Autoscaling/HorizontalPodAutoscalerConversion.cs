using System.Text;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Autoscaling;

/// <summary>
/// HorizontalPodAutoscalers are stored as version 2. Version 1 knows one metric, the CPU's utilization; the others, the
/// behavior, and what is observed travel in annotations.
/// </summary>
internal sealed class HorizontalPodAutoscalerConversion
    : Conversion<HorizontalPodAutoscaler, V2.HorizontalPodAutoscaler>
{
    public const string Metrics = "autoscaling.alpha.kubernetes.io/metrics";
    public const string CurrentMetrics = "autoscaling.alpha.kubernetes.io/current-metrics";
    public const string Conditions = "autoscaling.alpha.kubernetes.io/conditions";
    public const string Behavior = "autoscaling.alpha.kubernetes.io/behavior";

    private const string Cpu = "cpu";
    // What an autoscaler without any metric aims at.
    private const int UtilizationDefault = 80;

    public override V2.HorizontalPodAutoscaler ToStored(HorizontalPodAutoscaler served)
    {
        IReadOnlyDictionary<string, string> annotations = served.Metadata.Annotations;
        var metrics = new List<V2.MetricSpec>();
        if (served.Spec.TargetCPUUtilizationPercentage is { } target)
            metrics.Add(CpuMetric(target));
        foreach (MetricSpec metric in Read<MetricSpec>(annotations, Metrics))
            metrics.Add(MetricConversion.ToV2(metric));
        if (metrics.Count == 0)
            metrics.Add(CpuMetric(UtilizationDefault));
        IReadOnlyList<MetricStatus> observed = Read<MetricStatus>(annotations, CurrentMetrics);
        return new()
        {
            Metadata = served.Metadata with { Annotations = Without(annotations) },
            Spec = new()
            {
                ScaleTargetRef = MetricConversion.ToV2(served.Spec.ScaleTargetRef),
                MinReplicas = served.Spec.MinReplicas,
                MaxReplicas = served.Spec.MaxReplicas,
                Metrics = metrics,
                Behavior = annotations.TryGetValue(Behavior, out string? text) ? ReadBehavior(text) : null,
            },
            Status = new()
            {
                ObservedGeneration = served.Status.ObservedGeneration,
                LastScaleTime = served.Status.LastScaleTime,
                CurrentReplicas = served.Status.CurrentReplicas,
                DesiredReplicas = served.Status.DesiredReplicas,
                CurrentMetrics = observed.Count > 0
                    ? [.. observed.Select(MetricConversion.ToV2)]
                    : served.Status.CurrentCPUUtilizationPercentage is { } current
                        ? [CpuStatus(current)]
                        : [],
                Conditions = [.. Read<HorizontalPodAutoscalerCondition>(annotations, Conditions).Select(ToV2)],
            },
        };
    }

    public override HorizontalPodAutoscaler FromStored(V2.HorizontalPodAutoscaler stored)
    {
        var annotations = new Dictionary<string, string>(Without(stored.Metadata.Annotations), StringComparer.Ordinal);
        List<V2.MetricSpec> others = [.. stored.Spec.Metrics.Where(static metric => !IsCpuUtilization(metric))];
        if (others.Count > 0)
            annotations[Metrics] = Text(others.Select(MetricConversion.ToV1));
        if (stored.Status.CurrentMetrics.Count > 0)
            annotations[CurrentMetrics] = Text(stored.Status.CurrentMetrics.Select(MetricConversion.ToV1));
        if (stored.Spec.Behavior is { } behavior)
            annotations[Behavior] = Encoding.UTF8.GetString(TreeJson.Write(GoNames(behavior)));
        if (stored.Status.Conditions.Count > 0)
            annotations[Conditions] = Text(stored.Status.Conditions.Select(ToV1));
        V2.MetricSpec? cpu = stored.Spec.Metrics.FirstOrDefault(
            static metric => metric is { Type: "Resource", Resource.Name: Cpu });
        V2.MetricStatus? observed = stored.Status.CurrentMetrics.LastOrDefault(
            static metric => metric is
            {
                Type: "Resource",
                Resource: { Name: Cpu, Current.AverageUtilization: not null },
            });
        return new()
        {
            Metadata = annotations.Count == 0 && stored.Metadata.Annotations.Count == 0
                ? stored.Metadata
                : stored.Metadata with { Annotations = annotations },
            Spec = new()
            {
                ScaleTargetRef = MetricConversion.ToV1(stored.Spec.ScaleTargetRef),
                MinReplicas = stored.Spec.MinReplicas,
                MaxReplicas = stored.Spec.MaxReplicas,
                TargetCPUUtilizationPercentage = cpu?.Resource?.Target.AverageUtilization,
            },
            Status = new()
            {
                ObservedGeneration = stored.Status.ObservedGeneration,
                LastScaleTime = stored.Status.LastScaleTime,
                CurrentReplicas = stored.Status.CurrentReplicas,
                DesiredReplicas = stored.Status.DesiredReplicas,
                CurrentCPUUtilizationPercentage = observed?.Resource?.Current.AverageUtilization,
            },
        };
    }

    internal static V2.MetricSpec CpuMetric(int utilization) => new()
    {
        Type = "Resource",
        Resource = new()
        {
            Name = Cpu,
            Target = new() { Type = "Utilization", AverageUtilization = utilization },
        },
    };

    private static V2.MetricStatus CpuStatus(int utilization) => new()
    {
        Type = "Resource",
        Resource = new() { Name = Cpu, Current = new() { AverageUtilization = utilization } },
    };

    private static bool IsCpuUtilization(V2.MetricSpec metric) =>
        metric is { Type: "Resource", Resource: { Name: Cpu, Target.AverageUtilization: not null } };

    private static V2.HorizontalPodAutoscalerCondition ToV2(HorizontalPodAutoscalerCondition condition) => new()
    {
        Type = condition.Type,
        Status = condition.Status,
        LastTransitionTime = condition.LastTransitionTime,
        Reason = condition.Reason,
        Message = condition.Message,
    };

    private static HorizontalPodAutoscalerCondition ToV1(V2.HorizontalPodAutoscalerCondition condition) => new()
    {
        Type = condition.Type,
        Status = condition.Status,
        LastTransitionTime = condition.LastTransitionTime,
        Reason = condition.Reason,
        Message = condition.Message,
    };

    private static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> annotations)
    {
        if (!annotations.Keys.Any(static key => key is Metrics or CurrentMetrics or Conditions or Behavior))
            return annotations;
        var rest = new Dictionary<string, string>(annotations, StringComparer.Ordinal);
        rest.Remove(Metrics);
        rest.Remove(CurrentMetrics);
        rest.Remove(Conditions);
        rest.Remove(Behavior);
        return rest;
    }

    private static string Text<T>(IEnumerable<T> messages)
        where T : IApiMessage
    {
        var list = new List<Tree>();
        foreach (T message in messages)
            list.Add(TreeJson.Parse(Encoding.UTF8.GetBytes(ApiJson.ToText(message))));
        return Encoding.UTF8.GetString(TreeJson.Write(TreeList.Of(list)));
    }

    // What is no list of such messages is ignored, as upstream: an annotation is anybody's text.
    private static IReadOnlyList<T> Read<T>(IReadOnlyDictionary<string, string> annotations, string key)
        where T : IApiMessage<T>
    {
        if (!annotations.TryGetValue(key, out string? text))
            return [];
        try
        {
            if (TreeJson.Parse(Encoding.UTF8.GetBytes(text)) is not TreeList list)
                return [];
            var messages = new List<T>(list.Count);
            foreach (Tree item in list)
                messages.Add(ApiJson.Read<T>(TreeJson.Write(item)));
            return messages;
        }
        catch (DecodeException)
        {
            return [];
        }
    }

    // Upstream writes this one in the spelling of Go's fields, and so do we.
    private static TreeObject GoNames(V2.HorizontalPodAutoscalerBehavior behavior) => TreeObject.Of(
        ("ScaleUp", GoNames(behavior.ScaleUp)), ("ScaleDown", GoNames(behavior.ScaleDown)));

    private static Tree GoNames(V2.HPAScalingRules? rules)
    {
        if (rules is null)
            return Tree.Null;
        var policies = new List<Tree>();
        foreach (V2.HPAScalingPolicy policy in rules.Policies)
        {
            policies.Add(TreeObject.Of(
                ("Type", policy.Type), ("Value", policy.Value), ("PeriodSeconds", policy.PeriodSeconds)));
        }
        return TreeObject.Of(
            ("StabilizationWindowSeconds",
                rules.StabilizationWindowSeconds is { } window ? (Tree)window : Tree.Null),
            ("SelectPolicy", rules.SelectPolicy is { } select ? (Tree)select : Tree.Null),
            ("Policies", TreeList.Of(policies)),
            ("Tolerance", rules.Tolerance is { } tolerance ? (Tree)tolerance.ToString() : Tree.Null));
    }

    private static V2.HorizontalPodAutoscalerBehavior? ReadBehavior(string text)
    {
        try
        {
            if (TreeJson.Parse(Encoding.UTF8.GetBytes(text)) is not TreeObject tree)
                return null;
            TreeObject renamed = (TreeObject)Lowered(tree);
            V2.HorizontalPodAutoscalerBehavior behavior =
                ApiJson.Read<V2.HorizontalPodAutoscalerBehavior>(TreeJson.Write(renamed));
            return behavior == V2.HorizontalPodAutoscalerBehavior.Empty ? null : behavior;
        }
        catch (DecodeException)
        {
            return null;
        }
    }

    private static Tree Lowered(Tree tree)
    {
        switch (tree)
        {
            case TreeObject members:
                TreeObject result = TreeObject.Empty;
                foreach ((string key, Tree value) in members)
                {
                    string name = key.Length > 0 ? char.ToLowerInvariant(key[0]) + key[1..] : key;
                    result = result.With(name, Lowered(value));
                }
                return result;
            case TreeList items:
                return TreeList.Of(items.Select(Lowered).ToList());
            default:
                return tree;
        }
    }
}
