using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Usage;

namespace Kubesharp.Kubelet.Probes;

/// <summary>How many probes were tried, how they ended and how long they took: /metrics/probes.</summary>
/// <remarks>Probe loops write and scrapes read, under one lock. A Pod's counts go with the Pod.</remarks>
internal sealed class ProbeCounts
{
    private sealed record Series(string Namespace, string Pod, string Uid, string Container, ProbeKind Kind);

    private sealed class Numbers
    {
        public long[] Outcomes { get; } = new long[3];
        public long[] Buckets { get; } = new long[Bounds.Length + 1];
        public double Seconds { get; set; }
    }

    // Prometheus' default buckets, in seconds.
    private static readonly double[] Bounds = [.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];
    private static readonly string[] OutcomeNames = ["successful", "failed", "unknown"];

    private readonly Lock gate = new();
    private readonly Dictionary<Series, Numbers> all = [];

    public void Note(Pod pod, string container, ProbeKind kind, ProbeOutcome outcome, TimeSpan took)
    {
        Series series = new(pod.Metadata.Namespace, pod.Metadata.Name, pod.Metadata.Uid, container, kind);
        int bucket = 0;
        while (bucket < Bounds.Length && took.TotalSeconds > Bounds[bucket])
            bucket++;
        lock (gate)
        {
            if (!all.TryGetValue(series, out Numbers? numbers))
                all[series] = numbers = new();
            numbers.Outcomes[(int)outcome]++;
            numbers.Buckets[bucket]++;
            numbers.Seconds += took.TotalSeconds;
        }
    }

    public void Forget(string podUid)
    {
        lock (gate)
        {
            foreach (Series series in all.Keys.Where(series => series.Uid == podUid).ToList())
                all.Remove(series);
        }
    }

    public string ToMetrics()
    {
        MetricsText text = new();
        text.Declare("prober_probe_duration_seconds", "histogram",
            "[ALPHA] Duration in seconds for a probe response.");
        text.Declare("prober_probe_total", "counter",
            "[BETA] Cumulative number of a liveness, readiness or startup probe for a container by result.");
        lock (gate)
        {
            foreach ((Series series, Numbers numbers) in all)
            {
                (string, string) container = ("container", series.Container);
                (string, string) ns = ("namespace", series.Namespace);
                (string, string) pod = ("pod", series.Pod);
                (string, string) type = ("probe_type", series.Kind.ToString());
                text.AddHistogram(
                    "prober_probe_duration_seconds", Bounds, numbers.Buckets, numbers.Seconds, container, ns, pod,
                    type);
                for (int outcome = 0; outcome < OutcomeNames.Length; outcome++)
                {
                    if (numbers.Outcomes[outcome] > 0)
                    {
                        text.Add("prober_probe_total", numbers.Outcomes[outcome], container, ns, pod,
                            ("pod_uid", series.Uid), type, ("result", OutcomeNames[outcome]));
                    }
                }
            }
        }
        return text.ToString();
    }
}
