using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Api.Meta;

namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>What was measured of one Pod.</summary>
/// <param name="Milli">In thousandths.</param>
/// <param name="Timestamp">The end of the time that it was measured over.</param>
/// <param name="Window">The length of that time.</param>
public readonly record struct PodMetric(long Milli, DateTimeOffset Timestamp, TimeSpan Window);

/// <summary>The answer to one question: of each Pod, or values without Pods, or why there is none.</summary>
public sealed record MetricReading
{
    private static readonly Dictionary<string, PodMetric> NoPods = [];

    /// <summary>By the name of the Pod.</summary>
    public IReadOnlyDictionary<string, PodMetric> Pods { get; init; } = NoPods;
    /// <summary>Of an object one, of an external metric one for each series; in thousandths.</summary>
    public IReadOnlyList<long> Milli { get; init; } = [];
    /// <summary>Why there is no answer; empty when there is one.</summary>
    public string Error { get; init; } = "";

    public static MetricReading Failed(string error) => new() { Error = error };
}

/// <summary>Where measurements come from: the metrics APIs, or a test.</summary>
public interface IMetricSource
{
    /// <summary>What Pods use of a resource (metrics.k8s.io).</summary>
    /// <param name="container">Of this container only; empty: of all containers together.</param>
    Task<MetricReading> ResourceAsync(
        string resource, string namespaceName, string podSelector, string container,
        CancellationToken cancellationToken);

    /// <summary>A metric of each Pod (custom.metrics.k8s.io).</summary>
    Task<MetricReading> PodsAsync(
        string metric, string namespaceName, string podSelector, LabelSelector? metricSelector,
        CancellationToken cancellationToken);

    /// <summary>A metric of one object (custom.metrics.k8s.io).</summary>
    Task<MetricReading> ObjectAsync(
        string metric, string namespaceName, CrossVersionObjectReference about, LabelSelector? metricSelector,
        CancellationToken cancellationToken);

    /// <summary>A metric of something outside of the cluster (external.metrics.k8s.io).</summary>
    Task<MetricReading> ExternalAsync(
        string metric, string namespaceName, LabelSelector? metricSelector, CancellationToken cancellationToken);
}
