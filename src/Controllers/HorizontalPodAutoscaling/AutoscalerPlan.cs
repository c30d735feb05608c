using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Autoscaling.V2;

namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>What to tell about an autoscaler.</summary>
internal readonly record struct AutoscalerEvent(string Type, string Reason, string Message);

/// <summary>
/// What an autoscaler does now: the size to set, why, and the status when that has worked. Pure; what was measured is
/// in the readings, one for each metric of the spec.
/// </summary>
/// <param name="Rescale">Whether the target gets <paramref name="Replicas"/>.</param>
/// <param name="Because">Why, as the event says.</param>
/// <param name="Error">Nothing is done, because the metrics say too little; otherwise empty.</param>
internal sealed record AutoscalerPlan(
    bool Rescale, int Replicas, string Because, HorizontalPodAutoscalerStatus Status, ScalingHistory History,
    IReadOnlyList<AutoscalerEvent> Events, string Error = "")
{
    public const string Able = "AbleToScale";
    public const string Active = "ScalingActive";
    public const string Limited = "ScalingLimited";

    public static AutoscalerPlan For(
        HorizontalPodAutoscaler autoscaler, ScaleView scale, IReadOnlyList<MetricReading> readings,
        ScalingHistory history, AutoscalerOptions options, DateTimeOffset now)
    {
        HorizontalPodAutoscalerSpec spec = autoscaler.Spec;
        int minimum = spec.MinReplicas ?? 1;
        Conditions conditions = new(autoscaler.Status.Conditions, now);
        conditions.Set(Able, true, "SucceededGetScale",
            "the HPA controller was able to get the target's current scale");
        if (scale.Wanted == 0 && minimum != 0)
        {
            conditions.Set(Active, false, "ScalingDisabled",
                "scaling is disabled since the replica count of the target is zero");
            return Bounded(0, "");
        }
        if (scale.Wanted > spec.MaxReplicas)
            return Bounded(spec.MaxReplicas, "Current number of replicas above Spec.MaxReplicas");
        if (scale.Wanted < minimum)
            return Bounded(minimum, "Current number of replicas below Spec.MinReplicas");
        return ByMetrics(autoscaler, scale, readings, history, options, conditions, now);

        AutoscalerPlan Bounded(int replicas, string because) => new(
            replicas != scale.Wanted, replicas, because,
            StatusOf(autoscaler, scale.Wanted, replicas, [], conditions), history, []);
    }

    /// <summary>Whether <see cref="For"/> looks at metrics at all.</summary>
    public static bool NeedsMetrics(HorizontalPodAutoscalerSpec spec, int wanted) =>
        wanted <= spec.MaxReplicas && wanted >= (spec.MinReplicas ?? 1);

    /// <summary>The status once the target has the new size, or has refused it.</summary>
    public HorizontalPodAutoscalerStatus Rescaled(string refusal, int before, DateTimeOffset now)
    {
        Conditions conditions = new(Status.Conditions, now);
        if (refusal.Length > 0)
        {
            conditions.Set(
                Able, false, "FailedUpdateScale",
                $"the HPA controller was unable to update the target scale: {refusal}");
            return Status with { DesiredReplicas = before, Conditions = conditions.List };
        }
        conditions.Set(Able, true, "SucceededRescale", string.Create(
            CultureInfo.InvariantCulture,
            $"the HPA controller was able to update the target scale to {Replicas}"));
        return Status with { LastScaleTime = new Time(now), Conditions = conditions.List };
    }

    /// <summary>The status when the target's size is not known.</summary>
    public static HorizontalPodAutoscalerStatus Unreachable(
        HorizontalPodAutoscaler autoscaler, string error, DateTimeOffset now)
    {
        Conditions conditions = new(autoscaler.Status.Conditions, now);
        conditions.Set(Able, false, "FailedGetScale",
            $"the HPA controller was unable to get the target's current scale: {error}");
        return autoscaler.Status with { Conditions = conditions.List };
    }

    /// <summary>The status when it cannot be said which Pods are meant.</summary>
    public static HorizontalPodAutoscalerStatus Undecided(
        HorizontalPodAutoscaler autoscaler, int current, string reason, string message, DateTimeOffset now)
    {
        Conditions conditions = new(autoscaler.Status.Conditions, now);
        conditions.Set(Able, true, "SucceededGetScale",
            "the HPA controller was able to get the target's current scale");
        conditions.Set(Active, false, reason, message);
        return autoscaler.Status with { CurrentReplicas = current, Conditions = conditions.List };
    }

    private static AutoscalerPlan ByMetrics(
        HorizontalPodAutoscaler autoscaler, ScaleView scale, IReadOnlyList<MetricReading> readings,
        ScalingHistory history, AutoscalerOptions options, Conditions conditions, DateTimeOffset now)
    {
        HorizontalPodAutoscalerSpec spec = autoscaler.Spec;
        ReplicaCalculation calculation = new(options, TolerancesOf(spec, options), now);
        List<MetricProposal> proposals = [.. spec.Metrics.Select((metric, index) =>
            MetricProposal.For(metric, readings[index], scale, calculation))];
        List<AutoscalerEvent> events = [.. proposals.Where(static one => one.Failed)
            .Select(static one => new AutoscalerEvent("Warning", one.Reason, one.Cause))];
        MetricProposal? highest = null;
        foreach (MetricProposal proposal in proposals)
        {
            if (!proposal.Failed && (highest is null || highest.Replicas == 0 || proposal.Replicas > highest.Replicas))
                highest = proposal;
        }
        // What failed is kept in its place without values, as upstream does.
        IReadOnlyList<MetricStatus> measured =
            [.. proposals.Select(static one => one.Status ?? MetricStatus.Empty)];
        MetricProposal? failed = proposals.Find(static one => one.Failed);
        string error = failed is null ? "" : string.Create(
            CultureInfo.InvariantCulture,
            $"invalid metrics ({events.Count} invalid out of {proposals.Count}), first error is: {failed.Error}");
        // On part of the metrics it may grow, not shrink: one that is not known may need every Pod.
        if (highest is null || (failed is not null && highest.Replicas < scale.Wanted))
        {
            failed ??= new(0, "", null, "InvalidMetricSourceType", "no metrics", "no metrics");
            conditions.Set(Active, false, failed.Reason,
                $"the HPA was unable to compute the replica count: {failed.Cause}");
            events.Add(new("Warning", "FailedComputeMetricsReplicas", error));
            // Values of before stay: nothing newer is known.
            return new(false, scale.Wanted, "", StatusOf(
                autoscaler, scale.Wanted, autoscaler.Status.DesiredReplicas, autoscaler.Status.CurrentMetrics,
                conditions), history, events, error);
        }
        conditions.Set(Active, true, "ValidMetricFound",
            $"the HPA was able to successfully calculate a replica count from {highest.Name}");

        string because = highest.Replicas > scale.Wanted ? $"{highest.Name} above target"
            : highest.Replicas < scale.Wanted ? "All metrics below target"
            : "";
        ScalingLimits limits = ScalingLimits.For(spec, scale.Wanted, highest.Replicas, history, options, now);
        conditions.Set(Able, true, limits.Stability.Reason, limits.Stability.Message);
        conditions.Set(Limited, limits.IsLimited, limits.Limit.Reason, limits.Limit.Message);
        return new(
            limits.Replicas != scale.Wanted, limits.Replicas, because,
            StatusOf(autoscaler, scale.Wanted, limits.Replicas, measured, conditions), limits.History, events);
    }

    private static Tolerances TolerancesOf(HorizontalPodAutoscalerSpec spec, AutoscalerOptions options) => new(
        spec.Behavior?.ScaleDown?.Tolerance?.ToDouble() ?? options.Tolerance,
        spec.Behavior?.ScaleUp?.Tolerance?.ToDouble() ?? options.Tolerance);

    private static HorizontalPodAutoscalerStatus StatusOf(
        HorizontalPodAutoscaler autoscaler, int current, int wanted, IReadOnlyList<MetricStatus> measured,
        Conditions conditions) => autoscaler.Status with
        {
            ObservedGeneration = autoscaler.Metadata.Generation,
            CurrentReplicas = current,
            DesiredReplicas = wanted,
            CurrentMetrics = measured,
            Conditions = conditions.List,
        };

    /// <summary>Conditions by type, in the order in which they came up first.</summary>
    private sealed class Conditions(IReadOnlyList<HorizontalPodAutoscalerCondition> known, DateTimeOffset now)
    {
        private readonly List<HorizontalPodAutoscalerCondition> all = [.. known];

        public IReadOnlyList<HorizontalPodAutoscalerCondition> List => [.. all];

        public void Set(string type, bool holds, string reason, string message)
        {
            string status = holds ? "True" : "False";
            int index = all.FindIndex(one => one.Type == type);
            HorizontalPodAutoscalerCondition set = HorizontalPodAutoscalerCondition.Empty with
            {
                Type = type,
                Status = status,
                Reason = reason,
                Message = message,
                LastTransitionTime = index >= 0 && all[index].Status == status
                    ? all[index].LastTransitionTime : new Time(now),
            };
            if (index < 0)
                all.Add(set);
            else
                all[index] = set;
        }
    }
}
