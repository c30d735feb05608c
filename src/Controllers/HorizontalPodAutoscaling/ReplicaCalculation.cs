using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>How far a ratio of actual and wanted may be from 1 before something is done, in each direction.</summary>
internal readonly record struct Tolerances(double Down, double Up)
{
    public bool Contains(double ratio) => 1 - Down <= ratio && ratio <= 1 + Up;
}

/// <summary>How many replicas a metric asks for.</summary>
/// <param name="Milli">What was measured: for each Pod, or in all; in thousandths.</param>
/// <param name="Utilization">In percent of the requests; null where that is not asked for.</param>
/// <param name="Error">Why it cannot be said; empty when it can.</param>
internal readonly record struct ReplicaCount(int Replicas, long Milli, int? Utilization = null, string Error = "")
{
    public static ReplicaCount Failed(string error) => new(0, 0, null, error);
}

/// <summary>
/// From measurements to a number of replicas: proportional, careful about Pods that are not ready or say nothing. Pure.
/// </summary>
internal sealed class ReplicaCalculation(AutoscalerOptions options, Tolerances tolerances, DateTimeOffset now)
{
    private const string NoPods = "no pods returned by selector while calculating replica count";
    private const string NoMetrics = "did not receive metrics for any ready pods";

    /// <summary>By the percentage of what Pods request.</summary>
    /// <param name="container">Of this container only; empty: of the Pod.</param>
    public ReplicaCount ByUtilization(
        int current, int target, string resource, string container, IReadOnlyList<Pod> pods,
        IReadOnlyDictionary<string, PodMetric> measured)
    {
        if (pods.Count == 0)
            return ReplicaCount.Failed(NoPods);
        PodGroups groups = Group(pods, measured, resource);
        Dictionary<string, long> metrics = Of(measured, groups);
        (Dictionary<string, long> requests, string error) = RequestsOf(pods, resource, container);
        if (error.Length > 0)
            return ReplicaCount.Failed(error);
        if (metrics.Count == 0)
            return ReplicaCount.Failed(NoMetrics);
        if (Utilization(metrics, requests, target) is not { } first)
            return ReplicaCount.Failed("no metrics returned matched known pods");

        ReplicaCount unchanged = new(current, first.Average, first.Percent);
        // Who says nothing is taken for whatever speaks against a change: idle before growing, busy before shrinking.
        long busy = Math.Max(100, target);
        if (!Fill(metrics, groups, first.Ratio, pod => requests.GetValueOrDefault(pod) * busy / 100))
        {
            return tolerances.Contains(first.Ratio)
                ? unchanged
                : unchanged with { Replicas = Ceiling(first.Ratio * groups.Ready) };
        }
        if (Utilization(metrics, requests, target) is not { } second)
            return ReplicaCount.Failed("no metrics returned matched known pods");
        return unchanged with { Replicas = Careful(current, first.Ratio, second.Ratio, metrics.Count) };
    }

    /// <summary>By an amount for each Pod.</summary>
    /// <param name="resource">Empty for metrics that are not of a resource.</param>
    public ReplicaCount ByAverage(
        int current, long target, string resource, IReadOnlyList<Pod> pods,
        IReadOnlyDictionary<string, PodMetric> measured)
    {
        if (pods.Count == 0)
            return ReplicaCount.Failed(NoPods);
        PodGroups groups = Group(pods, measured, resource);
        Dictionary<string, long> metrics = Of(measured, groups);
        if (metrics.Count == 0)
            return ReplicaCount.Failed(NoMetrics);
        long average = metrics.Values.Sum() / metrics.Count;
        double ratio = (double)average / target;
        if (!Fill(metrics, groups, ratio, _ => target))
        {
            return tolerances.Contains(ratio)
                ? new(current, average) : new(Ceiling(ratio * groups.Ready), average);
        }
        double again = (double)(metrics.Values.Sum() / metrics.Count) / target;
        return new(Careful(current, ratio, again, metrics.Count), average);
    }

    /// <summary>By a value that all Pods together should bring down to the target.</summary>
    public ReplicaCount ByValue(int current, long value, long target, IReadOnlyList<Pod> pods)
    {
        double ratio = (double)value / target;
        if (current == 0)
            return new(Ceiling(ratio), value); // From nothing there is no proportion to keep.
        if (tolerances.Contains(ratio))
            return new(current, value);
        if (pods.Count == 0)
            return ReplicaCount.Failed($"unable to calculate ready pods: {NoPods}");
        int ready = pods.Count(static pod => pod.Status.Phase == "Running" && PodState.IsReady(pod));
        return new(Ceiling(ratio * ready), value);
    }

    /// <summary>By a value of which each Pod should have its share.</summary>
    /// <param name="present">How many Pods share it now.</param>
    public ReplicaCount ByShare(int present, long value, long target)
    {
        double ratio = value / ((double)target * present);
        int replicas = tolerances.Contains(ratio) ? present : Ceiling((double)value / target);
        return new(replicas, present == 0 ? 0 : (long)Math.Ceiling((double)value / present));
    }

    // After filling in, a proposal in the other direction than the measurements' own is none.
    private int Careful(int current, double first, double second, int count)
    {
        if (tolerances.Contains(second) || (first < 1 && second > 1) || (first > 1 && second < 1))
            return current;
        int replicas = Ceiling(second * count);
        return (second < 1 && replicas > current) || (second > 1 && replicas < current) ? current : replicas;
    }

    /// <summary>Adds those that were left out; false when there is nobody to add.</summary>
    private static bool Fill(
        Dictionary<string, long> metrics, PodGroups groups, double ratio, Func<string, long> busy)
    {
        bool grows = ratio > 1;
        bool withUnready = groups.Unready.Count > 0 && grows;
        if (!withUnready && groups.Missing.Count == 0)
            return false;
        foreach (string pod in groups.Missing)
        {
            if (ratio < 1)
                metrics[pod] = busy(pod);
            else if (grows)
                metrics[pod] = 0;
        }
        if (withUnready)
        {
            foreach (string pod in groups.Unready)
                metrics[pod] = 0;
        }
        return true;
    }

    private static (double Ratio, int Percent, long Average)? Utilization(
        Dictionary<string, long> metrics, Dictionary<string, long> requests, int target)
    {
        long used = 0, requested = 0, count = 0;
        foreach ((string pod, long milli) in metrics)
        {
            if (!requests.TryGetValue(pod, out long request))
                continue;
            used += milli;
            requested += request;
            count++;
        }
        if (requested == 0)
            return null;
        int percent = (int)(used * 100 / requested);
        return ((double)percent / target, percent, used / count);
    }

    private static Dictionary<string, long> Of(IReadOnlyDictionary<string, PodMetric> measured, PodGroups groups)
    {
        Dictionary<string, long> metrics = new(StringComparer.Ordinal);
        foreach ((string pod, PodMetric metric) in measured)
        {
            if (!groups.Ignored.Contains(pod) && !groups.Unready.Contains(pod))
                metrics[pod] = metric.Milli;
        }
        return metrics;
    }

    private PodGroups Group(
        IReadOnlyList<Pod> pods, IReadOnlyDictionary<string, PodMetric> measured, string resource)
    {
        int ready = 0;
        HashSet<string> unready = new(StringComparer.Ordinal), missing = new(StringComparer.Ordinal),
            ignored = new(StringComparer.Ordinal);
        foreach (Pod pod in pods)
        {
            string name = pod.Metadata.Name;
            if (pod.Metadata.DeletionTimestamp is not null || pod.Status.Phase == "Failed")
                ignored.Add(name);
            else if (pod.Status.Phase == "Pending")
                unready.Add(name);
            else if (!measured.TryGetValue(name, out PodMetric metric))
                missing.Add(name);
            else if (resource == "cpu" && IsStarting(pod, metric))
                unready.Add(name);
            else
                ready++;
        }
        return new(ready, unready, missing, ignored);
    }

    // The processor time of a start says nothing about the load.
    private bool IsStarting(Pod pod, PodMetric metric)
    {
        if (PodState.Condition(pod, "Ready") is not { } ready || pod.Status.StartTime is not { } started)
            return true;
        DateTimeOffset since = ready.LastTransitionTime?.Value ?? DateTimeOffset.MinValue;
        if (started.Value + options.CpuInitializationPeriod > now)
            return ready.Status == "False" || metric.Timestamp < since + metric.Window;
        return ready.Status == "False" && started.Value + options.InitialReadinessDelay > since;
    }

    private static (Dictionary<string, long> Requests, string Error) RequestsOf(
        IReadOnlyList<Pod> pods, string resource, string container)
    {
        Dictionary<string, long> requests = new(StringComparer.Ordinal);
        foreach (Pod pod in pods)
        {
            if (container.Length == 0 && pod.Spec.Resources?.Requests is { Count: > 0 } whole)
            {
                if (!whole.TryGetValue(resource, out Quantity ofPod))
                    return (requests, $"missing pod-level request for {resource} in Pod {pod.Metadata.Name}");
                requests[pod.Metadata.Name] = ofPod.MilliValue;
                continue;
            }
            long sum = 0;
            foreach (Container one in pod.Spec.Containers.Concat(
                pod.Spec.InitContainers.Where(static init => init.RestartPolicy == "Always")))
            {
                if (container.Length > 0 && one.Name != container)
                    continue;
                if (!one.Resources.Requests.TryGetValue(resource, out Quantity request))
                {
                    return (requests, $"missing request for {resource} in container {one.Name} of Pod "
                        + pod.Metadata.Name);
                }
                sum += request.MilliValue;
            }
            requests[pod.Metadata.Name] = sum;
        }
        return (requests, "");
    }

    private static int Ceiling(double value) => (int)Math.Clamp(Math.Ceiling(value), 0, int.MaxValue);

    private sealed record PodGroups(
        int Ready, HashSet<string> Unready, HashSet<string> Missing, HashSet<string> Ignored);
}
