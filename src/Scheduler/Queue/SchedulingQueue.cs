using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Queue;

/// <summary>A Pod that waits, with its history.</summary>
public sealed class QueuedPod(PodInfo pod, long sequence)
{
    public PodInfo Pod { get; internal set; } = pod;
    public string Uid => Pod.Pod.Metadata.Uid;
    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; internal set; }
    /// <summary>Order of arrival, kept over retries: who came first goes first among equals.</summary>
    internal long Sequence { get; } = sequence;
    /// <summary>Earliest time of the next try.</summary>
    internal DateTimeOffset NotBefore { get; set; }
    internal ClusterEvent WakeOn { get; set; }
    internal DateTimeOffset FailedAt { get; set; }
}

/// <summary>
/// Pods that want a node: active ones by priority, those in back-off, and those that nothing has helped yet. Owned by
/// the scheduling loop; holds no more than the cluster has unbound Pods.
/// </summary>
public sealed class SchedulingQueue(TimeProvider time)
{
    private static readonly TimeSpan BackoffFirst = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromSeconds(10);
    // Even without a helpful event every Pod is tried again after this long, as upstream does.
    private static readonly TimeSpan UnschedulableMax = TimeSpan.FromMinutes(5);

    private readonly PriorityQueue<QueuedPod, (int NegatedPriority, long Sequence)> active = new();
    private readonly Dictionary<string, QueuedPod> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> inActive = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueuedPod> backoff = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QueuedPod> unschedulable = new(StringComparer.Ordinal);
    private long sequence;

    public int ActiveCount => inActive.Count;
    public int BackoffCount => backoff.Count;
    public int UnschedulableCount => unschedulable.Count;

    /// <summary>Adds a Pod, or takes over its new form. A change of a waiting Pod is worth a new try.</summary>
    public void Set(Pod pod)
    {
        PodInfo info = new(pod);
        if (!known.TryGetValue(pod.Metadata.Uid, out QueuedPod? queued))
        {
            known[pod.Metadata.Uid] = queued = new QueuedPod(info, sequence++);
            Activate(queued);
            return;
        }
        bool changed = !queued.Pod.Pod.Spec.Equals(pod.Spec)
            || !queued.Pod.Pod.Metadata.Labels.SequenceEqual(pod.Metadata.Labels);
        queued.Pod = info;
        if (changed && unschedulable.Remove(queued.Uid))
            Activate(queued);
    }

    public void Remove(string uid)
    {
        known.Remove(uid);
        inActive.Remove(uid);
        backoff.Remove(uid);
        unschedulable.Remove(uid);
    }

    /// <summary>The next Pod to place, or null.</summary>
    public QueuedPod? Pop()
    {
        Release();
        while (active.TryDequeue(out QueuedPod? queued, out _))
        {
            // Removed or moved meanwhile: the heap keeps such entries until they come up.
            if (inActive.Remove(queued.Uid) && known.TryGetValue(queued.Uid,
                out QueuedPod? current) && current == queued)
                return queued;
        }
        return null;
    }

    /// <summary>No node fits. The Pod waits for an event that may help.</summary>
    public void Park(QueuedPod queued, ClusterEvent wakeOn)
    {
        if (!known.ContainsKey(queued.Uid))
            return;
        queued.Attempts++;
        queued.FailedAt = time.GetUtcNow();
        queued.NotBefore = queued.FailedAt + BackoffFor(queued.Attempts);
        queued.WakeOn = wakeOn;
        unschedulable[queued.Uid] = queued;
    }

    /// <summary>The try failed for another reason (a broken call): again after back-off.</summary>
    public void Retry(QueuedPod queued)
    {
        if (!known.ContainsKey(queued.Uid))
            return;
        queued.Attempts++;
        queued.NotBefore = time.GetUtcNow() + BackoffFor(queued.Attempts);
        backoff[queued.Uid] = queued;
    }

    /// <summary>Something changed: Pods that it may help leave the bench, through back-off if theirs runs.</summary>
    public void Wake(ClusterEvent clusterEvent)
    {
        if (unschedulable.Count == 0)
            return;
        DateTimeOffset now = time.GetUtcNow();
        foreach (QueuedPod queued in unschedulable.Values.ToList())
        {
            if ((queued.WakeOn & clusterEvent) == 0)
                continue;
            unschedulable.Remove(queued.Uid);
            if (queued.NotBefore > now)
                backoff[queued.Uid] = queued;
            else
                Activate(queued);
        }
    }

    /// <summary>When the next Pod leaves back-off or has waited long enough; null when none waits.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (QueuedPod queued in backoff.Values)
                next = next is null || queued.NotBefore < next ? queued.NotBefore : next;
            foreach (QueuedPod queued in unschedulable.Values)
            {
                DateTimeOffset flush = queued.FailedAt + UnschedulableMax;
                next = next is null || flush < next ? flush : next;
            }
            if (next is not { } due)
                return null;
            TimeSpan rest = due - time.GetUtcNow();
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    private void Release()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (backoff.Count > 0)
        {
            foreach (QueuedPod queued in backoff.Values.Where(queued => queued.NotBefore <= now).ToList())
            {
                backoff.Remove(queued.Uid);
                Activate(queued);
            }
        }
        if (unschedulable.Count > 0)
        {
            foreach (QueuedPod queued in unschedulable.Values
                .Where(queued => queued.FailedAt + UnschedulableMax <= now).ToList())
            {
                unschedulable.Remove(queued.Uid);
                Activate(queued);
            }
        }
    }

    private void Activate(QueuedPod queued)
    {
        if (inActive.Add(queued.Uid))
            active.Enqueue(queued, (-(queued.Pod.Pod.Spec.Priority ?? 0), queued.Sequence));
    }

    private static TimeSpan BackoffFor(int attempts)
    {
        TimeSpan pause = BackoffFirst * Math.Pow(2, Math.Min(attempts - 1, 10));
        return pause < BackoffMax ? pause : BackoffMax;
    }
}
