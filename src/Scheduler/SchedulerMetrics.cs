using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Kubesharp.Scheduler;

/// <summary>What the scheduler counts, under upstream's names. Safe from any thread.</summary>
public sealed class SchedulerMetrics
{
    // Upstream's buckets: doubling from 1 ms for attempts, from 10 ms for the whole way of a Pod.
    private readonly Histogram attempts = new(0.001, 15);
    private readonly Histogram sli = new(0.01, 20);
    private readonly ConcurrentDictionary<string, long> results = new(StringComparer.Ordinal);
    private long scheduled;
    private long preemptions;
    private long victims;

    public long Scheduled => Interlocked.Read(ref scheduled);
    public long Attempts => attempts.Count;
    public long Preemptions => Interlocked.Read(ref preemptions);
    public long Victims => Interlocked.Read(ref victims);
    /// <summary>Pods that wait, by place, when the loop last had nothing to do.</summary>
    public (int Backoff, int Unschedulable, int Gated, int Active) Waiting { get; internal set; }

    internal void CountAttempt(string result, TimeSpan took)
    {
        results.AddOrUpdate(result, 1, static (_, count) => count + 1);
        attempts.Add(took.TotalSeconds);
    }

    internal void CountScheduled(TimeSpan took)
    {
        Interlocked.Increment(ref scheduled);
        sli.Add(took.TotalSeconds);
    }

    internal void CountPreemption(int evicted)
    {
        Interlocked.Increment(ref preemptions);
        Interlocked.Add(ref victims, evicted);
    }

    /// <summary>The text form of /metrics.</summary>
    public string Text()
    {
        StringBuilder text = new();
        Head(text, "scheduler_schedule_attempts_total", "counter",
            "Number of attempts to schedule pods, by the result.");
        // By the dictionary's own ToArray: results are added meanwhile.
        foreach ((string result, long count)
            in results.ToArray().OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(
                CultureInfo.InvariantCulture, $"scheduler_schedule_attempts_total{{result=\"{result}\"}} {count}\n");
        }
        Head(text, "scheduler_pods_scheduled_total", "counter", "Pods that were bound.");
        text.Append(CultureInfo.InvariantCulture, $"scheduler_pods_scheduled_total {Scheduled}\n");
        Head(text, "scheduler_pending_pods", "gauge", "Number of pending pods, by the queue type.");
        (int backoff, int unschedulable, int gated, int active) = Waiting;
        text.Append(CultureInfo.InvariantCulture, $"scheduler_pending_pods{{queue=\"active\"}} {active}\n")
            .Append(CultureInfo.InvariantCulture, $"scheduler_pending_pods{{queue=\"backoff\"}} {backoff}\n")
            .Append(CultureInfo.InvariantCulture, $"scheduler_pending_pods{{queue=\"gated\"}} {gated}\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"scheduler_pending_pods{{queue=\"unschedulable\"}} {unschedulable}\n");
        Head(text, "scheduler_preemption_attempts_total", "counter",
            "Total preemption attempts in the cluster till now.");
        text.Append(CultureInfo.InvariantCulture, $"scheduler_preemption_attempts_total {Preemptions}\n");
        Head(text, "scheduler_scheduling_attempt_duration_seconds", "histogram",
            "Scheduling attempt latency in seconds.");
        attempts.Write(text, "scheduler_scheduling_attempt_duration_seconds");
        Head(text, "scheduler_pod_scheduling_sli_duration_seconds", "histogram",
            "From a Pod's entry into the queue to its binding, all attempts together.");
        sli.Write(text, "scheduler_pod_scheduling_sli_duration_seconds");
        return text.ToString();
    }

    private static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ')
            .Append(type).Append('\n');

    private sealed class Histogram(double first, int buckets)
    {
        private readonly long[] counts = new long[buckets + 1];
        private double sum;

        public long Count
        {
            get
            {
                lock (counts)
                    return counts.Sum();
            }
        }

        public void Add(double value)
        {
            int bucket = 0;
            for (double limit = first; bucket < buckets && value > limit; limit *= 2)
                bucket++;
            lock (counts)
            {
                counts[bucket]++;
                sum += value;
            }
        }

        public void Write(StringBuilder text, string name)
        {
            lock (counts)
            {
                long total = 0;
                double limit = first;
                for (int i = 0; i < buckets; i++, limit *= 2)
                {
                    total += counts[i];
                    text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"{limit:R}\"}} {total}\n");
                }
                total += counts[buckets];
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{le=\"+Inf\"}} {total}\n")
                    .Append(CultureInfo.InvariantCulture, $"{name}_sum {sum:R}\n{name}_count {total}\n");
            }
        }
    }
}
