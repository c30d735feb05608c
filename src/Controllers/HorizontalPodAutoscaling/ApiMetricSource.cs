using System.Globalization;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Autoscaling.V2;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;

namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>What a GET brought: the HTTP status and the body, JSON.</summary>
public readonly record struct MetricsAnswer(int Code, ReadOnlyMemory<byte> Body)
{
    /// <summary>The answer where no metrics API is installed.</summary>
    public static MetricsAnswer NotServed { get; } = new(404, """"
        {"kind":"Status","status":"Failure","message":"the server could not find the requested resource","code":404}
        """"u8.ToArray());
}

/// <summary>
/// Reads the three metrics APIs: metrics.k8s.io/v1beta1, custom.metrics.k8s.io/v1beta2 and
/// external.metrics.k8s.io/v1beta1. They are served by whoever an APIService names; their kinds are none of ours.
/// </summary>
/// <param name="get">GETs a path of the API server; a broken connection throws <see cref="IOException"/>.</param>
/// <param name="resourceOf">
/// Where a kind is served: the resource with its group, and whether it is in namespaces; null: unknown.
/// </param>
public sealed class ApiMetricSource(
    Func<string, CancellationToken, Task<MetricsAnswer>> get,
    Func<CrossVersionObjectReference, (string GroupResource, bool Namespaced)?> resourceOf) : IMetricSource
{
    // What an adapter measures over when it does not say.
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(1);

    private const string NotFound = "the server could not find the requested resource";
    private const string Resources = "/apis/metrics.k8s.io/v1beta1";
    private const string Custom = "/apis/custom.metrics.k8s.io/v1beta2";
    private const string External = "/apis/external.metrics.k8s.io/v1beta1";

    public async Task<MetricReading> ResourceAsync(
        string resource, string namespaceName, string podSelector, string container,
        CancellationToken cancellationToken)
    {
        string path = $"{Resources}/namespaces/{Escape(namespaceName)}/pods{Query(("labelSelector", podSelector))}";
        (JsonDocument? document, string error) = await ReadAsync(
            path, "pods.metrics.k8s.io", cancellationToken);
        if (document is null)
            return MetricReading.Failed($"unable to fetch metrics from resource metrics API: {error}");
        using (document)
        {
            try
            {
                return OfPods(document.RootElement, resource, container);
            }
            catch (FormatException exception)
            {
                return MetricReading.Failed($"unable to fetch metrics from resource metrics API: {exception.Message}");
            }
        }
    }

    public Task<MetricReading> PodsAsync(
        string metric, string namespaceName, string podSelector, LabelSelector? metricSelector,
        CancellationToken cancellationToken)
    {
        string query = Query(("labelSelector", podSelector), ("metricLabelSelector", TextOf(metricSelector)));
        return CustomAsync(
            $"{Custom}/namespaces/{Escape(namespaceName)}/pods/*/{Escape(metric)}{query}",
            "pods",
            static items => new()
            {
                Pods = items.ToDictionary(
                    static item => Text(item.GetProperty("describedObject"), "name"), SampleOf,
                    StringComparer.Ordinal),
            },
            cancellationToken);
    }

    public Task<MetricReading> ObjectAsync(
        string metric, string namespaceName, CrossVersionObjectReference about, LabelSelector? metricSelector,
        CancellationToken cancellationToken)
    {
        string query = Query(("metricLabelSelector", TextOf(metricSelector)));
        string path, resource = "namespaces";
        if (about is { Kind: "Namespace", ApiVersion: "" or "v1" })
        {
            path = $"{Custom}/namespaces/{Escape(about.Name)}/metrics/{Escape(metric)}{query}";
        }
        else
        {
            if (resourceOf(about) is not { } target)
            {
                return Task.FromResult(MetricReading.Failed(
                    "unable to fetch metrics from custom metrics API: no matches for kind "
                    + $"\"{about.Kind}\" in version \"{about.ApiVersion}\""));
            }
            string scope = target.Namespaced ? $"/namespaces/{Escape(namespaceName)}" : "";
            resource = target.GroupResource;
            path = $"{Custom}{scope}/{target.GroupResource}/{Escape(about.Name)}/{Escape(metric)}{query}";
        }
        return CustomAsync(
            path, resource, static items => new() { Milli = [SampleOf(items[0]).Milli] }, cancellationToken);
    }

    public async Task<MetricReading> ExternalAsync(
        string metric, string namespaceName, LabelSelector? metricSelector, CancellationToken cancellationToken)
    {
        string query = Query(("labelSelector", TextOf(metricSelector)));
        return await ListAsync(
            $"{External}/namespaces/{Escape(namespaceName)}/{Escape(metric)}{query}", "external",
            $"{metric}.external.metrics.k8s.io",
            static items => new() { Milli = [.. items.Select(static item => SampleOf(item).Milli)] },
            cancellationToken);
    }

    private Task<MetricReading> CustomAsync(
        string path, string resource, Func<List<JsonElement>, MetricReading> read,
        CancellationToken cancellationToken) =>
        ListAsync(path, "custom", $"{resource}.custom.metrics.k8s.io", read, cancellationToken);

    private async Task<MetricReading> ListAsync(
        string path, string api, string what, Func<List<JsonElement>, MetricReading> read,
        CancellationToken cancellationToken)
    {
        (JsonDocument? document, string error) = await ReadAsync(path, what, cancellationToken);
        if (document is null)
            return MetricReading.Failed($"unable to fetch metrics from {api} metrics API: {error}");
        using (document)
        {
            List<JsonElement> items = ItemsOf(document.RootElement);
            if (items.Count == 0)
                return MetricReading.Failed($"no metrics returned from {api} metrics API");
            try
            {
                return read(items);
            }
            catch (Exception exception) when (exception is FormatException or KeyNotFoundException or ArgumentException)
            {
                return MetricReading.Failed($"unable to fetch metrics from {api} metrics API: {exception.Message}");
            }
        }
    }

    /// <param name="what">The resource and group that the path is of.</param>
    private async Task<(JsonDocument? Document, string Error)> ReadAsync(
        string path, string what, CancellationToken cancellationToken)
    {
        try
        {
            MetricsAnswer answer = await get(path, cancellationToken);
            JsonDocument document = JsonDocument.Parse(answer.Body);
            if (answer.Code < 400)
                return (document, "");
            string message = Text(document.RootElement, "message");
            document.Dispose();
            // Where no such API is installed; clients of upstream say what they have asked for.
            if (answer.Code == 404 && message == NotFound)
                message = $"{NotFound} (get {what})";
            return (null, message.Length > 0
                ? message : string.Create(CultureInfo.InvariantCulture, $"the server answered {answer.Code}"));
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return (null, exception.Message);
        }
    }

    private static MetricReading OfPods(JsonElement root, string resource, string container)
    {
        List<JsonElement> items = ItemsOf(root);
        if (items.Count == 0)
            return MetricReading.Failed("no metrics returned from resource metrics API");
        Dictionary<string, PodMetric> pods = new(StringComparer.Ordinal);
        foreach (JsonElement item in items)
        {
            JsonElement metadata = item.GetProperty("metadata");
            string name = Text(metadata, "name");
            (long? milli, bool hasContainer) = SumOf(item, resource, container);
            if (!hasContainer)
            {
                return MetricReading.Failed(
                    $"container {container} not present in metrics for pod {Text(metadata, "namespace")}/{name}");
            }
            if (milli is { } known)
                pods[name] = new(known, TimeOf(item), WindowOf(item) ?? DefaultWindow);
        }
        return new() { Pods = pods };
    }

    // A Pod of which a container says nothing is missing as a whole: a part of the sum would mislead.
    private static (long? Milli, bool HasContainer) SumOf(JsonElement pod, string resource, string container)
    {
        long sum = 0;
        int counted = 0;
        bool found = container.Length == 0, complete = true;
        if (pod.TryGetProperty("containers", out JsonElement containers)
            && containers.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement one in containers.EnumerateArray())
            {
                if (container.Length > 0 && Text(one, "name") != container)
                    continue;
                found = true;
                counted++;
                if (one.TryGetProperty("usage", out JsonElement usage) && Text(usage, resource) is { Length: > 0 } used)
                    sum += Quantity.Parse(used).MilliValue;
                else
                    complete = false;
            }
        }
        return (counted > 0 && complete ? sum : null, found);
    }

    private static PodMetric SampleOf(JsonElement item) =>
        new(Quantity.Parse(Text(item, "value")).MilliValue, TimeOf(item), WindowOf(item) ?? DefaultWindow);

    private static DateTimeOffset TimeOf(JsonElement item) =>
        DateTimeOffset.TryParse(
            Text(item, "timestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time)
            ? time : DateTimeOffset.MinValue;

    private static TimeSpan? WindowOf(JsonElement item)
    {
        if (item.TryGetProperty("windowSeconds", out JsonElement seconds) && seconds.TryGetInt64(out long count))
            return TimeSpan.FromSeconds(count);
        return Text(item, "window") is { Length: > 0 } text && Duration.TryParse(text, out Duration window)
            ? window.ToTimeSpan() : null;
    }

    private static List<JsonElement> ItemsOf(JsonElement root) =>
        root.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray()] : [];

    private static string TextOf(LabelSelector? selector) => selector is null ? "" : LabelQuery.Of(selector).ToString();

    private static string Query(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        string query = "";
        foreach ((string name, string value) in parameters)
        {
            if (value.Length > 0)
                query += (query.Length == 0 ? "?" : "&") + name + "=" + Escape(value);
        }
        return query;
    }

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() ?? "" : "";
}
