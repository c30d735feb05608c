using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Queue;

/// <summary>How long failed Pods wait.</summary>
public sealed record QueueOptions
{
    /// <summary>After the first failure; doubles with each further one. Defaults to 1 s.</summary>
    public TimeSpan BackoffFirst { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>Defaults to 10 s.</summary>
    public TimeSpan BackoffMax { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Even without a helpful event every Pod is tried again after this long. Defaults to 5 minutes.</summary>
    public TimeSpan UnschedulableMax { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Pods that want a node: active ones in the order of the sort plugin, those in back-off, those that nothing has helped
/// yet, and those behind gates.
/// </summary>
/// <remarks>Owned by the scheduling loop; holds no more than the cluster has unbound Pods.</remarks>
public sealed class SchedulingQueue
{
    private readonly TimeProvider time;
    private readonly QueueOptions options;
    private readonly PriorityQueue<QueueEntry, QueueEntry> active;
    private readonly PriorityQueue<QueuedPod, (DateTimeOffset NotBefore, long Sequence)> backoff = new();
    // In the order of their parking, which is that of their flush.
    private readonly Queue<(QueuedPod Pod, DateTimeOffset ParkedAt)> flushes = new();
    private readonly Dictionary<string, QueuedPod> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RejectorSet> parked = new(StringComparer.Ordinal);
    private readonly int[] counts = new int[Enum.GetValues<QueuePlace>().Length];
    private long sequence;

    public SchedulingQueue(TimeProvider time, QueueOptions? options = null, IQueueSortPlugin? sort = null)
    {
        this.time = time;
        this.options = options ?? new();
        sort ??= new PrioritySort();
        active = new(Comparer<QueueEntry>.Create(sort.Compare));
    }

    public int Count(QueuePlace place) => counts[(int)place];

    public QueuedPod? Find(string uid) => known.GetValueOrDefault(uid);

    internal IEnumerable<QueuedPod> All => known.Values;

    /// <summary>A Pod without a node is new, or has changed.</summary>
    public void Set(PodInfo pod, Profile profile)
    {
        if (!known.TryGetValue(pod.Uid, out QueuedPod? queued))
        {
            known[pod.Uid] = queued = new QueuedPod(pod, profile, time.GetUtcNow()) { Sequence = sequence++ };
            counts[(int)QueuePlace.InFlight]++;
            queued.Place = QueuePlace.InFlight;
            Activate(queued);
            return;
        }
        PodInfo before = queued.Pod;
        queued.Pod = pod;
        if (queued.Place is QueuePlace.Gated or QueuePlace.Unschedulable)
            WakeChanged(queued, before, pod);
        else if (queued.Place == QueuePlace.Active && before.Priority != pod.Priority)
            Activate(queued);
    }

    public void Remove(string uid)
    {
        if (!known.Remove(uid, out QueuedPod? queued))
            return;
        Leave(queued);
        counts[(int)queued.Place]--;
        queued.Entry = null;
    }

    /// <summary>The next Pod to place, or null.</summary>
    public QueuedPod? Pop()
    {
        Release();
        while (active.TryDequeue(out QueueEntry? entry, out _))
        {
            // Removed or moved meanwhile: the heap keeps such entries until they come up.
            if (entry.Owner is not { } queued || queued.Entry != entry)
                continue;
            queued.Entry = null;
            MoveTo(queued, QueuePlace.InFlight);
            return queued;
        }
        // Nothing else to do: why let a Pod wait that something may have helped?
        while (backoff.TryPeek(out QueuedPod? waiting, out (DateTimeOffset NotBefore, long Sequence) at))
        {
            if (!IsCurrent(waiting, at))
            {
                backoff.Dequeue();
                continue;
            }
            if (waiting.Failed)
                return null;
            backoff.Dequeue();
            if (!PassesGates(waiting))
                continue;
            MoveTo(waiting, QueuePlace.InFlight);
            return waiting;
        }
        return null;
    }

    /// <summary>No node fits. The Pod waits for an event that may help those plugins.</summary>
    public void Park(QueuedPod queued, IReadOnlySet<string> rejectors)
    {
        if (!IsKnown(queued))
            return;
        queued.Attempts++;
        queued.Sequence = sequence++;
        queued.NotBefore = time.GetUtcNow() + BackoffFor(queued.Attempts);
        queued.Failed = false;
        Shelve(queued, rejectors, QueuePlace.Unschedulable);
    }

    /// <summary>The try failed for another reason (a broken call): again after back-off.</summary>
    public void Retry(QueuedPod queued)
    {
        if (!IsKnown(queued))
            return;
        queued.Attempts++;
        queued.Sequence = sequence++;
        queued.Failed = true;
        queued.NotBefore = time.GetUtcNow() + BackoffFor(queued.Attempts);
        Wait(queued);
    }

    /// <summary>A parked Pod is worth a new try, whatever rejected it.</summary>
    internal void Reactivate(QueuedPod queued)
    {
        if (IsKnown(queued) && queued.Place == QueuePlace.Unschedulable)
            Wake(queued);
    }

    /// <summary>The evictions that make room for the Pod have been issued, or have failed.</summary>
    public void EndPreemption(string uid, bool failed)
    {
        if (!known.TryGetValue(uid, out QueuedPod? queued) || !queued.IsPreempting)
            return;
        queued.IsPreempting = false;
        if ((failed || queued.MissedWake) && queued.Place == QueuePlace.Unschedulable)
            Wake(queued);
        queued.MissedWake = false;
    }

    /// <summary>Something changed: Pods that it may help leave the bench, through back-off if theirs runs.</summary>
    public void Wake(in ClusterChange change)
    {
        if (counts[(int)QueuePlace.Unschedulable] + counts[(int)QueuePlace.Gated] == 0)
            return;
        List<QueuedPod>? woken = null;
        foreach (RejectorSet rejectors in parked.Values)
        {
            if (!rejectors.IsInterested(change.Resource, change.Action))
                continue;
            foreach (ParkedGroup group in rejectors.Groups.Values)
            {
                // The whole group is alike, so one of it answers for all.
                if (rejectors.MayHelp(AnyOf(group), change))
                    (woken ??= []).AddRange(group.Pods);
            }
        }
        if (woken is null)
            return;
        woken.Sort(static (left, right) => left.Sequence.CompareTo(right.Sequence));
        foreach (QueuedPod queued in woken)
            Wake(queued);
    }

    /// <summary>When the next Pod leaves back-off or has waited long enough; null when none waits.</summary>
    public TimeSpan? UntilNext
    {
        get
        {
            DateTimeOffset? next = null;
            while (backoff.TryPeek(out QueuedPod? queued, out (DateTimeOffset NotBefore, long Sequence) at))
            {
                if (IsCurrent(queued, at))
                {
                    next = at.NotBefore;
                    break;
                }
                backoff.Dequeue();
            }
            while (flushes.TryPeek(out (QueuedPod Pod, DateTimeOffset ParkedAt) first))
            {
                if (IsParkedSince(first.Pod, first.ParkedAt))
                {
                    DateTimeOffset flush = first.ParkedAt + options.UnschedulableMax;
                    next = next is null || flush < next ? flush : next;
                    break;
                }
                flushes.Dequeue();
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
        while (backoff.TryPeek(out QueuedPod? queued, out (DateTimeOffset NotBefore, long Sequence) at))
        {
            if (at.NotBefore > now)
                break;
            backoff.Dequeue();
            if (IsCurrent(queued, at))
                Activate(queued);
        }
        while (flushes.TryPeek(out (QueuedPod Pod, DateTimeOffset ParkedAt) first))
        {
            if (first.ParkedAt + options.UnschedulableMax > now)
                break;
            flushes.Dequeue();
            if (IsParkedSince(first.Pod, first.ParkedAt))
                Activate(first.Pod);
        }
    }

    private void Wake(QueuedPod queued)
    {
        if (queued.IsPreempting)
        {
            queued.MissedWake = true;
            return;
        }
        if (queued.Place == QueuePlace.Unschedulable && queued.NotBefore > time.GetUtcNow())
            Wait(queued);
        else
            Activate(queued);
    }

    // A change of a waiting Pod is worth a new try when a plugin that rejected it says so.
    private void WakeChanged(QueuedPod queued, PodInfo before, PodInfo after)
    {
        EventAction action = ChangeOf(before, after);
        if (action == EventAction.None)
            return;
        RejectorSet rejectors = queued.Group!.Rejectors;
        ClusterChange change = new(EventResource.TargetPod, action, before, after);
        if (rejectors.MayHelp(after, change))
        {
            Wake(queued);
            return;
        }
        // It is no longer equal to the others of its group.
        Leave(queued);
        Join(queued, rejectors);
    }

    internal static EventAction ChangeOf(PodInfo before, PodInfo after)
    {
        EventAction action = EventAction.None;
        if (!ClusterSnapshot.Same(before.Pod.Metadata.Labels, after.Pod.Metadata.Labels))
            action |= EventAction.PodLabels;
        if (!before.Pod.Spec.Tolerations.SequenceEqual(after.Pod.Spec.Tolerations))
            action |= EventAction.PodTolerations;
        if (after.Pod.Spec.SchedulingGates.Count < before.Pod.Spec.SchedulingGates.Count)
            action |= EventAction.PodGatesRemoved;
        if (after.Requested.MilliCpu < before.Requested.MilliCpu || after.Requested.Memory < before.Requested.Memory)
            action |= EventAction.PodScaleDown;
        if (!before.Pod.Status.ResourceClaimStatuses.SequenceEqual(after.Pod.Status.ResourceClaimStatuses))
            action |= EventAction.Other;
        return action;
    }

    private void Activate(QueuedPod queued)
    {
        if (!PassesGates(queued))
            return;
        Leave(queued);
        QueueEntry entry = new(queued.Pod, queued.Sequence, queued.Attempts) { Owner = queued };
        queued.Entry = entry;
        MoveTo(queued, QueuePlace.Active);
        active.Enqueue(entry, entry);
    }

    private bool PassesGates(QueuedPod queued)
    {
        (Status status, string plugin) = queued.Profile.PreEnqueue(queued.Pod);
        if (status.IsSuccess)
            return true;
        Shelve(queued, new HashSet<string>(StringComparer.Ordinal) { plugin }, QueuePlace.Gated);
        return false;
    }

    private void Shelve(QueuedPod queued, IReadOnlySet<string> rejectors, QueuePlace place)
    {
        Leave(queued);
        queued.Entry = null;
        MoveTo(queued, place);
        string key = $"{queued.Profile.SchedulerName}\n{string.Join(',', rejectors)}";
        if (!parked.TryGetValue(key, out RejectorSet? set))
        {
            parked[key] = set = new RejectorSet(key, [.. queued.Profile.All
                .Where(plugin => rejectors.Contains(plugin.Name)).SelectMany(static plugin => plugin.Events)]);
        }
        Join(queued, set);
        if (place != QueuePlace.Unschedulable)
            return;
        queued.ParkedAt = time.GetUtcNow();
        flushes.Enqueue((queued, queued.ParkedAt));
    }

    private static void Join(QueuedPod queued, RejectorSet set)
    {
        string signature = queued.Pod.Signature;
        if (!set.Groups.TryGetValue(signature, out ParkedGroup? group))
            set.Groups[signature] = group = new ParkedGroup(set, signature);
        group.Pods.Add(queued);
        queued.Group = group;
    }

    private void Wait(QueuedPod queued)
    {
        Leave(queued);
        queued.Entry = null;
        MoveTo(queued, QueuePlace.Backoff);
        backoff.Enqueue(queued, (queued.NotBefore, queued.Sequence));
    }

    private void Leave(QueuedPod queued)
    {
        if (queued.Group is not { } group)
            return;
        queued.Group = null;
        group.Pods.Remove(queued);
        if (group.Pods.Count > 0)
            return;
        group.Rejectors.Groups.Remove(group.Signature);
        if (group.Rejectors.Groups.Count == 0)
            parked.Remove(group.Rejectors.Key);
    }

    private void MoveTo(QueuedPod queued, QueuePlace place)
    {
        counts[(int)queued.Place]--;
        counts[(int)place]++;
        queued.Place = place;
    }

    private static PodInfo AnyOf(ParkedGroup group)
    {
        foreach (QueuedPod queued in group.Pods)
            return queued.Pod;
        throw new InvalidOperationException("a group without Pods was kept");
    }

    private bool IsKnown(QueuedPod queued) => known.GetValueOrDefault(queued.Uid) == queued;

    private bool IsCurrent(QueuedPod queued, (DateTimeOffset NotBefore, long Sequence) at) =>
        IsKnown(queued) && queued.Place == QueuePlace.Backoff && (queued.NotBefore, queued.Sequence) == at;

    private bool IsParkedSince(QueuedPod queued, DateTimeOffset since) =>
        IsKnown(queued) && queued.Place == QueuePlace.Unschedulable && queued.ParkedAt == since;

    private TimeSpan BackoffFor(int attempts)
    {
        TimeSpan pause = options.BackoffFirst * Math.Pow(2, Math.Min(attempts - 1, 30));
        return pause < options.BackoffMax ? pause : options.BackoffMax;
    }
}
