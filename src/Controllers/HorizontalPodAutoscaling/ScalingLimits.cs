using Kubesharp.Api.Autoscaling.V2;

namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>Why a size came to be: the reason and message of a condition.</summary>
internal readonly record struct Why(string Reason, string Message);

/// <summary>
/// From the size that metrics ask for to the one that windows, rates and bounds allow. Pure.
/// </summary>
/// <param name="Stabilized">After the windows.</param>
/// <param name="Replicas">After rates and bounds too.</param>
/// <param name="Stability">For AbleToScale.</param>
/// <param name="Limit">For ScalingLimited.</param>
internal sealed record ScalingLimits(int Stabilized, int Replicas, Why Stability, Why Limit, ScalingHistory History)
{
    // Without a behavior: to the double, or to four at once.
    private const double UpFactor = 2;
    private const int UpAtLeast = 4;

    private static readonly Why Ready = new("ReadyForNewScale", "recommended size matches current size");
    private static readonly Why Higher = new("ScaleDownStabilized",
        "recent recommendations were higher than current one, applying the highest recent recommendation");
    private static readonly Why Lower = new("ScaleUpStabilized",
        "recent recommendations were lower than current one, applying the lowest recent recommendation");
    private static readonly Why Within = new(
        "DesiredWithinRange", "the desired count is within the acceptable range");
    private static readonly Why TooFew = new(
        "TooFewReplicas", "the desired replica count is less than the minimum replica count");
    private static readonly Why TooMany = new(
        "TooManyReplicas", "the desired replica count is more than the maximum replica count");
    private static readonly Why UpTooFast = new(
        "ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate");
    private static readonly Why DownTooFast = new(
        "ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate");

    public bool IsLimited => Replicas != Stabilized;

    public static ScalingLimits For(
        HorizontalPodAutoscalerSpec spec, int current, int wanted, ScalingHistory history, AutoscalerOptions options,
        DateTimeOffset now) =>
        spec.Behavior is { ScaleUp: { } up, ScaleDown: { } down }
            ? ByBehavior(spec, up, down, current, wanted, history, options, now)
            : ByDefault(spec, current, wanted, history, options, now);

    /// <summary>The history once the size has been changed.</summary>
    public static ScalingHistory Scaled(
        HorizontalPodAutoscalerSpec spec, ScalingHistory history, int from, int to, DateTimeOffset now)
    {
        if (from == to || spec.Behavior is not { ScaleUp: { } up, ScaleDown: { } down })
            return history;
        // Rates look at both directions, so both keep the longest period of either.
        int seconds = up.Policies.Concat(down.Policies).Select(static policy => policy.PeriodSeconds)
            .DefaultIfEmpty(0).Max();
        return history.Scaled(from, to, TimeSpan.FromSeconds(seconds), now);
    }

    private static ScalingLimits ByDefault(
        HorizontalPodAutoscalerSpec spec, int current, int wanted, ScalingHistory history, AutoscalerOptions options,
        DateTimeOffset now)
    {
        DateTimeOffset since = now - options.DownscaleStabilization;
        int stabilized = history.Recommendations.Where(one => one.At >= since)
            .Select(static one => one.Count).Append(wanted).Max();
        int fastest = (int)Math.Max(UpFactor * current, UpAtLeast);
        int least = spec.MinReplicas ?? 1;
        int most = Math.Min(spec.MaxReplicas, fastest);
        (int replicas, Why limit) = stabilized < least ? (least, TooFew)
            : stabilized > most ? (most, spec.MaxReplicas > fastest ? UpTooFast : TooMany)
            : (stabilized, Within);
        return new(stabilized, replicas, stabilized == wanted ? Ready : Higher, limit,
            history.Recommended(wanted, options.DownscaleStabilization, now));
    }

    private static ScalingLimits ByBehavior(
        HorizontalPodAutoscalerSpec spec, HPAScalingRules up, HPAScalingRules down, int current, int wanted,
        ScalingHistory history, AutoscalerOptions options, DateTimeOffset now)
    {
        TimeSpan upWindow = TimeSpan.FromSeconds(up.StabilizationWindowSeconds ?? 0);
        TimeSpan downWindow = down.StabilizationWindowSeconds is { } seconds
            ? TimeSpan.FromSeconds(seconds) : options.DownscaleStabilization;
        // Both windows at once: up to the lowest of the one, down to the highest of the other, else as it is.
        int lowest = history.Recommendations.Where(one => one.At > now - upWindow)
            .Select(static one => one.Count).Append(wanted).Min();
        int highest = history.Recommendations.Where(one => one.At > now - downWindow)
            .Select(static one => one.Count).Append(wanted).Max();
        int stabilized = Math.Min(Math.Max(current, lowest), highest);
        Why stability = stabilized == wanted ? Ready : wanted >= current ? Lower : Higher;
        (int replicas, Why limit) = Bounded(spec, up, down, current, stabilized, history, now);
        TimeSpan longest = upWindow > downWindow ? upWindow : downWindow;
        return new(stabilized, replicas, stability, limit, history.Recommended(wanted, longest, now));
    }

    private static (int Replicas, Why Limit) Bounded(
        HorizontalPodAutoscalerSpec spec, HPAScalingRules up, HPAScalingRules down, int current, int wanted,
        ScalingHistory history, DateTimeOffset now)
    {
        if (wanted > current)
        {
            int fastest = Math.Max(current, UpLimit(up, current, history, now));
            int most = Math.Min(spec.MaxReplicas, fastest);
            if (wanted > most)
                return (most, spec.MaxReplicas > fastest ? UpTooFast : TooMany);
        }
        else if (wanted < current)
        {
            int fastest = Math.Min(current, DownLimit(down, current, history, now));
            int minimum = spec.MinReplicas ?? 1;
            int least = Math.Max(minimum, fastest);
            if (wanted < least)
                return (least, minimum < fastest ? DownTooFast : TooFew);
        }
        return (wanted, Within);
    }

    private static int UpLimit(HPAScalingRules rules, int current, ScalingHistory history, DateTimeOffset now)
    {
        if (rules.SelectPolicy == "Disabled")
            return current;
        IEnumerable<int> proposals = rules.Policies.Select(policy =>
        {
            int start = AtStartOf(policy, current, history, now);
            // Rounded up: a small size would otherwise never grow.
            return policy.Type == "Pods"
                ? start + policy.Value : Clamp(Math.Ceiling(start * (1 + (double)policy.Value / 100)));
        });
        return rules.SelectPolicy == "Min"
            ? proposals.DefaultIfEmpty(int.MaxValue).Min() : proposals.DefaultIfEmpty(int.MinValue).Max();
    }

    private static int DownLimit(HPAScalingRules rules, int current, ScalingHistory history, DateTimeOffset now)
    {
        if (rules.SelectPolicy == "Disabled")
            return current;
        IEnumerable<int> proposals = rules.Policies.Select(policy =>
        {
            int start = AtStartOf(policy, current, history, now);
            return policy.Type == "Pods"
                ? start - policy.Value : Clamp(Math.Truncate(start * (1 - (double)policy.Value / 100)));
        });
        // The least change is the highest of the sizes to go down to.
        return rules.SelectPolicy == "Min"
            ? proposals.DefaultIfEmpty(int.MinValue).Max() : proposals.DefaultIfEmpty(int.MaxValue).Min();
    }

    private static int AtStartOf(HPAScalingPolicy policy, int current, ScalingHistory history, DateTimeOffset now)
    {
        DateTimeOffset since = now - TimeSpan.FromSeconds(policy.PeriodSeconds);
        int added = history.Added.Where(one => one.At > since).Sum(static one => one.Count);
        int removed = history.Removed.Where(one => one.At > since).Sum(static one => one.Count);
        return current - added + removed;
    }

    private static int Clamp(double value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);
}
