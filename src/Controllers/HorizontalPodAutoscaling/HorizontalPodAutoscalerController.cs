using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.ApiExtensions;
using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Api.Core;
using Kubesharp.Api.Selectors;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;
using Scale = Kubesharp.Api.Autoscaling.Scale;

namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>
/// Sets the size of a target by what its Pods are measured to do. Metrics have no watch: each autoscaler is looked at
/// once in a period. What follows from the measurements is <see cref="AutoscalerPlan"/>.
/// </summary>
public sealed class HorizontalPodAutoscalerController : IReconciler
{
    private const string Metric = "horizontal_pod_autoscaler_controller_";

    private readonly ApiClient client;
    private readonly Cache cache;
    private readonly EventRecorder events;
    private readonly TimeProvider time;
    private readonly IMetricSource source;
    private readonly AutoscalerOptions options;
    private readonly Scales scales;
    private readonly MetricFamily reconciliations;
    private readonly MetricFamily durations;
    private readonly MetricFamily computations;

    // Written by the worker that has the key; read by others for who else selects the same Pods.
    private readonly Lock gate = new();
    private readonly Dictionary<ObjectKey, Known> known = [];

    public HorizontalPodAutoscalerController(
        ApiClient client, Cache cache, EventRecorder events, TimeProvider time, IMetricSource source,
        AutoscalerOptions options, ControllerMetrics metrics)
    {
        this.client = client;
        this.cache = cache;
        this.events = events;
        this.time = time;
        this.source = source;
        this.options = options;
        scales = new(client, cache);
        IReadOnlyList<double> seconds = ControllerMetrics.Exponential(0.001, 2, 15);
        reconciliations = metrics.Counter(
            Metric + "reconciliations_total", "Number of reconciliations of HPA controller.");
        durations = metrics.Histogram(
            Metric + "reconciliation_duration_seconds",
            "The time(seconds) that the HPA controller takes to reconcile once.", seconds);
        computations = metrics.Counter(Metric + "metric_computation_total", "Number of metric computations.");
    }

    public static ControllerSpec Spec => ControllerSpec
        .ForChanged<HorizontalPodAutoscaler>("horizontal-pod-autoscaler-controller",
            // Its own status is no news.
            static (before, after) => before?.Metadata.Generation != after?.Metadata.Generation
                || before?.Metadata.Uid != after?.Metadata.Uid)
        .Reads<Pod>()
        .Reads<CustomResourceDefinition>();

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<HorizontalPodAutoscaler>(key) is not { Metadata.DeletionTimestamp: null } autoscaler)
        {
            lock (gate)
                known.Remove(key);
            return Result.Done;
        }
        long start = time.GetTimestamp();
        (string action, string error, ApiError? broken) = await ScaleAsync(key, autoscaler, cancellationToken);
        reconciliations.Add(1, "action", action, "error", error);
        durations.Observe(time.GetElapsedTime(start).TotalSeconds, "action", action, "error", error);
        return broken is { IsConflict: true } or { Code: 0 } ? Result.Retry(broken) : Result.After(options.SyncPeriod);
    }

    private async Task<(string Action, string Error, ApiError? Broken)> ScaleAsync(
        ObjectKey key, HorizontalPodAutoscaler autoscaler, CancellationToken cancellationToken)
    {
        CrossVersionObjectReference reference = autoscaler.Spec.ScaleTargetRef;
        (Scale? scale, GroupVersionResource resource, ApiError? unread) =
            await FindAsync(key.Namespace, reference, cancellationToken);
        if (scale is null)
        {
            await TellAsync(autoscaler, "Warning", "FailedGetScale", unread!.Message, cancellationToken);
            ApiError? unwritten = await WriteAsync(
                autoscaler, AutoscalerPlan.Unreachable(autoscaler, unread.Message, time.GetUtcNow()),
                cancellationToken);
            return ("none", "spec", unread.Code == 0 ? unread : unwritten);
        }
        int current = scale.Spec.Replicas;
        (IReadOnlyList<Pod> pods, string reason, string problem, string told) = Select(key, scale);
        if (problem.Length > 0 && AutoscalerPlan.NeedsMetrics(autoscaler.Spec, current))
        {
            await TellAsync(autoscaler, "Warning", told, problem, cancellationToken);
            await TellAsync(autoscaler, "Warning", "FailedComputeMetricsReplicas", problem, cancellationToken);
            string message = told == "SelectorRequired" ? "the HPA target's scale is missing a selector" : problem;
            return ("none", "spec", await WriteAsync(
                autoscaler,
                AutoscalerPlan.Undecided(autoscaler, current, reason, message, time.GetUtcNow()), cancellationToken));
        }
        IReadOnlyList<MetricReading> readings = AutoscalerPlan.NeedsMetrics(autoscaler.Spec, current)
            ? await ReadAsync(autoscaler, scale.Status.Selector, cancellationToken) : [];

        DateTimeOffset now = time.GetUtcNow();
        ScalingHistory history = HistoryOf(key, autoscaler, current, now);
        AutoscalerPlan plan = AutoscalerPlan.For(
            autoscaler, new(key.Namespace, current, scale.Status.Replicas, pods), readings, history, options, now);
        foreach (AutoscalerEvent happened in plan.Events)
            await TellAsync(autoscaler, happened.Type, happened.Reason, happened.Message, cancellationToken);
        return await ApplyAsync(key, autoscaler, scale, resource, plan, cancellationToken);
    }

    private async Task<(string Action, string Error, ApiError? Broken)> ApplyAsync(
        ObjectKey key, HorizontalPodAutoscaler autoscaler, Scale scale, GroupVersionResource resource,
        AutoscalerPlan plan, CancellationToken cancellationToken)
    {
        int current = scale.Spec.Replicas;
        HorizontalPodAutoscalerStatus status = plan.Status;
        ScalingHistory history = plan.History;
        string action = "none";
        ApiError? refusal = null;
        if (plan.Rescale)
        {
            action = plan.Replicas > current ? "scale_up" : "scale_down";
            ApiResult<Scale> written = await scales.UpdateAsync(
                resource, scale with { Spec = scale.Spec with { Replicas = plan.Replicas } }, cancellationToken);
            refusal = written.Error;
            DateTimeOffset now = time.GetUtcNow();
            status = plan.Rescaled(refusal?.Message ?? "", autoscaler.Status.DesiredReplicas, now);
            string size = plan.Replicas.ToString(CultureInfo.InvariantCulture);
            if (refusal is null)
            {
                history = ScalingLimits.Scaled(autoscaler.Spec, history, current, plan.Replicas, now);
                await TellAsync(autoscaler, "Normal", "SuccessfulRescale",
                    $"New size: {size}; reason: {plan.Because}", cancellationToken);
            }
            else
            {
                await TellAsync(autoscaler, "Warning", "FailedRescale",
                    $"New size: {size}; reason: {plan.Because}; error: {refusal.Message}", cancellationToken);
            }
        }
        lock (gate)
            known[key] = known[key] with { History = history };
        ApiError? unwritten = await WriteAsync(autoscaler, status, cancellationToken);
        string error = plan.Error.Length > 0 || refusal is not null || unwritten is not null ? "internal" : "none";
        return (action, error, refusal ?? unwritten);
    }

    private async Task<(Scale? Scale, GroupVersionResource Resource, ApiError? Error)> FindAsync(
        string namespaceName, CrossVersionObjectReference reference, CancellationToken cancellationToken)
    {
        if (scales.Find(reference.ApiVersion, reference.Kind) is not { } target)
        {
            string version = reference.ApiVersion.Length == 0 ? "" : $" in version \"{reference.ApiVersion}\"";
            return (null, default,
                new ApiError(404, "NotFound", $"no matches for kind \"{reference.Kind}\"{version}"));
        }
        ApiResult<Scale> found = await scales.GetAsync(
            target.Resource, new(namespaceName, reference.Name), cancellationToken);
        return (found.Value, target.Resource, found.Error);
    }

    /// <summary>The Pods of the target; or why they are not known, and what the event about that is called.</summary>
    private (IReadOnlyList<Pod> Pods, string Reason, string Problem, string Event) Select(ObjectKey key, Scale scale)
    {
        string text = scale.Status.Selector;
        if (text.Length == 0)
            return ([], "InvalidSelector", "selector is required", "SelectorRequired");
        if (!LabelQuery.TryParse(text, out LabelQuery selector, out string error))
        {
            return ([], "InvalidSelector",
                $"couldn't convert selector into a corresponding internal selector object: {error}", "InvalidSelector");
        }
        List<Pod> pods = [.. cache.List<Pod>(key.Namespace).Where(pod => selector.Matches(pod.Metadata.Labels))];
        List<ObjectKey> selecting;
        lock (gate)
        {
            known[key] = (known.GetValueOrDefault(key) ?? new("", selector, null)) with { Selector = selector };
            selecting = [.. known.Where(one => one.Key.Namespace == key.Namespace
                && pods.Exists(pod => one.Value.Selector.Matches(pod.Metadata.Labels)))
                .Select(static one => one.Key).Order()];
        }
        if (selecting.Count > 1)
        {
            IEnumerable<string> names = selecting.Select(static one => $"{{{one.Name} {one.Namespace}}}");
            return (pods, "AmbiguousSelector",
                $"pods by selector {text} are controlled by multiple HPAs: [{string.Join(' ', names)}]",
                "AmbiguousSelector");
        }
        return (pods, "", "", "");
    }

    private async Task<IReadOnlyList<MetricReading>> ReadAsync(
        HorizontalPodAutoscaler autoscaler, string selector, CancellationToken cancellationToken)
    {
        List<MetricReading> readings = [];
        foreach (MetricSpec metric in autoscaler.Spec.Metrics)
        {
            MetricReading reading = await ReadAsync(
                metric, autoscaler.Metadata.Namespace, selector, cancellationToken);
            computations.Add(1,
                "action", "none", "error", reading.Error.Length > 0 ? "internal" : "none", "metric_type", metric.Type);
            readings.Add(reading);
        }
        return readings;
    }

    private Task<MetricReading> ReadAsync(
        MetricSpec metric, string namespaceName, string selector, CancellationToken cancellationToken) => metric switch
        {
            { Resource: { } one } => source.ResourceAsync(
                one.Name, namespaceName, selector, "", cancellationToken),
            { ContainerResource: { } one } => source.ResourceAsync(
                one.Name, namespaceName, selector, one.Container, cancellationToken),
            { Pods: { } one } => source.PodsAsync(
                one.Metric.Name, namespaceName, selector, one.Metric.Selector, cancellationToken),
            { Object: { } one } => source.ObjectAsync(
                one.Metric.Name, namespaceName, one.DescribedObject, one.Metric.Selector, cancellationToken),
            { External: { } one } => source.ExternalAsync(
                one.Metric.Name, namespaceName, one.Metric.Selector, cancellationToken),
            _ => Task.FromResult(new MetricReading()), // The plan says that there is no such type.
        };

    private ScalingHistory HistoryOf(
        ObjectKey key, HorizontalPodAutoscaler autoscaler, int current, DateTimeOffset now)
    {
        lock (gate)
        {
            Known entry = known.GetValueOrDefault(key) ?? new("", LabelQuery.Nothing, null);
            if (entry.Uid != autoscaler.Metadata.Uid || entry.History is null)
            {
                entry = entry with
                {
                    Uid = autoscaler.Metadata.Uid, History = ScalingHistory.StartingAt(current, now),
                };
            }
            known[key] = entry;
            return entry.History;
        }
    }

    private async Task<ApiError?> WriteAsync(
        HorizontalPodAutoscaler autoscaler, HorizontalPodAutoscalerStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(autoscaler.Status))
            return null;
        ApiResult<HorizontalPodAutoscaler> written = await client.UpdateStatusAsync(
            autoscaler with { Status = status }, cancellationToken);
        if (written.Error is not { IsNotFound: false } error)
            return null;
        await TellAsync(autoscaler, "Warning", "FailedUpdateStatus", error.Message, cancellationToken);
        return error;
    }

    private Task TellAsync(
        HorizontalPodAutoscaler autoscaler, string type, string reason, string message,
        CancellationToken cancellationToken) =>
        events.RecordAsync(autoscaler, type, reason, message, cancellationToken);

    private sealed record Known(string Uid, LabelQuery Selector, ScalingHistory? History);
}
