using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Kubesharp.ApiServer.FlowControl;

/// <summary>What one priority level counts, under upstream's names. Safe from any thread.</summary>
internal sealed class LevelMetrics(string level)
{
    private static readonly double[] WaitBuckets = [0, 0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30];

    private readonly ConcurrentDictionary<string, Counts> schemas = new(StringComparer.Ordinal);

    public void Dispatched(string schema, TimeSpan waited)
    {
        Counts counts = Of(schema);
        Interlocked.Increment(ref counts.Dispatched);
        counts.Wait.Add(waited.TotalSeconds);
    }

    public void Rejected(string schema, FlowRefusal refusal, TimeSpan waited)
    {
        Counts counts = Of(schema);
        Interlocked.Increment(ref counts.Rejected[(int)refusal]);
        counts.Wait.Add(waited.TotalSeconds);
    }

    public void Executed(string schema, TimeSpan took)
    {
        if (schema.Length > 0)
            Of(schema).Execution.Add(took.TotalSeconds);
    }

    /// <summary>Requests that were turned away so far.</summary>
    public long RejectedCount => schemas.Values.Sum(static counts => counts.Rejected.Sum());

    public void WriteDispatched(StringBuilder output) => Write(output, "dispatched_requests_total",
        static counts => [("", Volatile.Read(ref counts.Dispatched))]);

    public void WriteRejected(StringBuilder output) => Write(output, "rejected_requests_total",
        static counts =>
        [
            (",reason=\"concurrency-limit\"", counts.Rejected[(int)FlowRefusal.ConcurrencyLimit]),
            (",reason=\"queue-full\"", counts.Rejected[(int)FlowRefusal.QueueFull]),
            (",reason=\"time-out\"", counts.Rejected[(int)FlowRefusal.TimeOut]),
        ]);

    public void WriteWaits(StringBuilder output) =>
        WriteHistograms(output, "request_wait_duration_seconds", static counts => counts.Wait);

    public void WriteExecutions(StringBuilder output) =>
        WriteHistograms(output, "request_execution_seconds", static counts => counts.Execution);

    // A copy by the dictionary's own ToArray: requests add to it meanwhile.
    private IEnumerable<KeyValuePair<string, Counts>> Sorted() =>
        schemas.ToArray().OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    private Counts Of(string schema) => schemas.GetOrAdd(schema, static _ => new());

    private void Write(
        StringBuilder output, string name, Func<Counts, IEnumerable<(string Labels, long Value)>> read)
    {
        foreach ((string schema, Counts counts) in Sorted())
        {
            foreach ((string labels, long value) in read(counts))
            {
                if (value > 0)
                {
                    output.Append(CultureInfo.InvariantCulture,
                        $"apiserver_flowcontrol_{name}{{{Labels(schema)}{labels}}} {value}\n");
                }
            }
        }
    }

    private void WriteHistograms(StringBuilder output, string name, Func<Counts, Histogram> read)
    {
        foreach ((string schema, Counts counts) in Sorted())
            read(counts).Write(output, $"apiserver_flowcontrol_{name}", Labels(schema));
    }

    private string Labels(string schema) => $"flow_schema=\"{schema}\",priority_level=\"{level}\"";

    private sealed class Counts
    {
        public long Dispatched;
        public readonly long[] Rejected = new long[4];
        public readonly Histogram Wait = new();
        public readonly Histogram Execution = new();
    }

    private sealed class Histogram
    {
        private readonly long[] buckets = new long[WaitBuckets.Length + 1];
        private long microseconds;

        public void Add(double seconds)
        {
            int index = Array.BinarySearch(WaitBuckets, seconds);
            Interlocked.Increment(ref buckets[index >= 0 ? index : ~index]);
            Interlocked.Add(ref microseconds, (long)(seconds * 1e6));
        }

        public void Write(StringBuilder output, string name, string labels)
        {
            long count = 0;
            for (int index = 0; index < buckets.Length; index++)
            {
                count += Volatile.Read(ref buckets[index]);
                string bound = index < WaitBuckets.Length
                    ? WaitBuckets[index].ToString(CultureInfo.InvariantCulture)
                    : "+Inf";
                output.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{labels},le=\"{bound}\"}} {count}\n");
            }
            output.Append(CultureInfo.InvariantCulture,
                $"{name}_sum{{{labels}}} {Volatile.Read(ref microseconds) / 1e6}\n{name}_count{{{labels}}} {count}\n");
        }
    }
}
