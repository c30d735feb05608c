using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Metrics;

/// <summary>Counts requests under the names that upstream's dashboards read. Safe from any thread.</summary>
internal sealed class RequestMetrics
{
    // Upstream's buckets of apiserver_request_duration_seconds, thinned out to what a dashboard's quantiles need.
    private static readonly double[] Buckets =
        [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1, 1.5, 2, 3, 5, 10, 30, 60];

    private readonly ConcurrentDictionary<Labels, Series> requests = new();
    private long mutating;
    private long readOnly;
    private long watches;

    public InFlight Begin(RequestInfo info)
    {
        bool watch = info.Verb == "watch";
        bool write = info.Verb is "create" or "update" or "patch" or "delete" or "deletecollection";
        Change(watch, write, 1);
        return new(this, info, watch, write);
    }

    public void Write(StringBuilder output)
    {
        output.Append("# HELP apiserver_request_total Counter of apiserver requests.\n")
            .Append("# TYPE apiserver_request_total counter\n");
        // The dictionary's own ToArray: sorting it as it stands would copy while requests add to it.
        KeyValuePair<Labels, Series>[] all =
            [.. requests.ToArray().OrderBy(static pair => pair.Key.ToString(), StringComparer.Ordinal)];
        foreach ((Labels labels, Series series) in all)
        {
            output.Append("apiserver_request_total{code=\"").Append(labels.Code).Append("\",")
                .Append(labels.Text()).Append("} ").Append(series.Count).Append('\n');
        }
        output.Append("# HELP apiserver_request_duration_seconds Response latency distribution in seconds.\n")
            .Append("# TYPE apiserver_request_duration_seconds histogram\n");
        foreach (IGrouping<string, KeyValuePair<Labels, Series>> group in
            all.Where(static pair => pair.Key.Verb != "WATCH").GroupBy(static pair => pair.Key.Text()))
        {
            WriteHistogram(output, group.Key, [.. group.Select(static pair => pair.Value)]);
        }
        output.Append("# TYPE apiserver_current_inflight_requests gauge\n")
            .Append(CultureInfo.InvariantCulture,
                $"apiserver_current_inflight_requests{{request_kind=\"mutating\"}} {Volatile.Read(ref mutating)}\n")
            .Append(CultureInfo.InvariantCulture,
                $"apiserver_current_inflight_requests{{request_kind=\"readOnly\"}} {Volatile.Read(ref readOnly)}\n")
            .Append("# TYPE apiserver_longrunning_requests gauge\n")
            .Append(CultureInfo.InvariantCulture,
                $"apiserver_longrunning_requests{{verb=\"WATCH\"}} {Volatile.Read(ref watches)}\n");
    }

    private static void WriteHistogram(StringBuilder output, string labels, Series[] series)
    {
        long count = 0;
        for (int bucket = 0; bucket <= Buckets.Length; bucket++)
        {
            foreach (Series one in series)
                count += one.Bucket(bucket);
            string bound = bucket < Buckets.Length ? Buckets[bucket].ToString(CultureInfo.InvariantCulture) : "+Inf";
            output.Append(CultureInfo.InvariantCulture,
                $"apiserver_request_duration_seconds_bucket{{{labels},le=\"{bound}\"}} {count}\n");
        }
        double sum = series.Sum(static one => one.Seconds);
        output.Append(CultureInfo.InvariantCulture, $"apiserver_request_duration_seconds_sum{{{labels}}} {sum}\n");
        output.Append(CultureInfo.InvariantCulture, $"apiserver_request_duration_seconds_count{{{labels}}} {count}\n");
    }

    private void End(RequestInfo info, bool watch, bool write, int code, TimeSpan elapsed)
    {
        Change(watch, write, -1);
        string verb = info.IsResourceRequest ? info.Verb.ToUpperInvariant() : info.Verb.ToUpperInvariant();
        Labels labels = new(
            verb, info.Group, info.Version, info.Resource, info.Subresource, code,
            info.Name.Length > 0 ? "resource" : info.Namespace.Length > 0 ? "namespace" : info.IsResourceRequest
                ? "cluster" : "");
        requests.GetOrAdd(labels, static _ => new()).Add(elapsed.TotalSeconds);
    }

    private void Change(bool watch, bool write, int by)
    {
        if (watch)
            Interlocked.Add(ref watches, by);
        else if (write)
            Interlocked.Add(ref mutating, by);
        else
            Interlocked.Add(ref readOnly, by);
    }

    private readonly record struct Labels(
        string Verb, string Group, string Version, string Resource, string Subresource, int Code, string Scope)
    {
        public string Text() =>
            $"group=\"{Group}\",resource=\"{Resource}\",scope=\"{Scope}\",subresource=\"{Subresource}\","
            + $"verb=\"{Verb}\",version=\"{Version}\"";
    }

    private sealed class Series
    {
        private readonly long[] buckets = new long[Buckets.Length + 1];
        private long count;
        private long microseconds;

        public long Count => Volatile.Read(ref count);
        public double Seconds => Volatile.Read(ref microseconds) / 1e6;

        public long Bucket(int index) => Volatile.Read(ref buckets[index]);

        public void Add(double seconds)
        {
            int index = Array.BinarySearch(Buckets, seconds);
            Interlocked.Increment(ref buckets[index < 0 ? ~index : index]);
            Interlocked.Increment(ref count);
            Interlocked.Add(ref microseconds, (long)(seconds * 1e6));
        }
    }

    /// <summary>One request being served.</summary>
    internal readonly struct InFlight(RequestMetrics metrics, RequestInfo info, bool watch, bool write)
    {
        public void End(int code, TimeSpan elapsed) => metrics.End(info, watch, write, code, elapsed);
    }
}
