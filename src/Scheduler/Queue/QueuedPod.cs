using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Queue;

/// <summary>Where a Pod waits.</summary>
public enum QueuePlace { Active, Backoff, Unschedulable, Gated, InFlight }

/// <summary>A Pod that wants a node, with its history. Owned by the <see cref="SchedulingQueue"/>.</summary>
public sealed class QueuedPod
{
    internal QueuedPod(PodInfo pod, Profile profile, DateTimeOffset since)
    {
        Pod = pod;
        Profile = profile;
        Since = since;
    }

    public PodInfo Pod { get; internal set; }
    public Profile Profile { get; }
    public string Uid => Pod.Uid;
    public QueuePlace Place { get; internal set; }
    /// <summary>When it first came here.</summary>
    public DateTimeOffset Since { get; }
    /// <summary>Failed attempts so far.</summary>
    public int Attempts { get; internal set; }
    /// <summary>Its evictions are being issued: until they are, nothing wakes it.</summary>
    internal bool IsPreempting { get; set; }
    internal bool MissedWake { get; set; }

    /// <summary>Earliest time of the next try.</summary>
    internal DateTimeOffset NotBefore { get; set; }
    /// <summary>In back-off because something broke: it waits even when there is nothing else to do.</summary>
    internal bool Failed { get; set; }
    internal DateTimeOffset ParkedAt { get; set; }
    /// <summary>Order among equals; renewed with every failure, so that others get their turn.</summary>
    internal long Sequence { get; set; }
    internal QueueEntry? Entry { get; set; }
    internal ParkedGroup? Group { get; set; }
}

/// <summary>What the order of the active queue is decided from; does not change while it is in there.</summary>
public sealed record QueueEntry(PodInfo Pod, long Sequence, int Attempts)
{
    internal QueuedPod? Owner { get; init; }
}

/// <summary>Equal Pods that the same plugins rejected: what helps one helps the others.</summary>
internal sealed class ParkedGroup(RejectorSet rejectors, string signature)
{
    public RejectorSet Rejectors => rejectors;
    public string Signature => signature;
    public HashSet<QueuedPod> Pods { get; } = [];
}

/// <summary>Plugins that rejected Pods together, what they have registered for, and the Pods.</summary>
internal sealed class RejectorSet(string key, IReadOnlyList<EventRegistration> registrations)
{
    public string Key => key;
    public IReadOnlyList<EventRegistration> Registrations => registrations;
    public Dictionary<string, ParkedGroup> Groups { get; } = new(StringComparer.Ordinal);

    public bool IsInterested(EventResource resource, EventAction action)
    {
        foreach (EventRegistration registration in registrations)
        {
            if (registration.Resource == resource && (registration.Actions & action) != 0)
                return true;
        }
        return false;
    }

    public bool MayHelp(PodInfo pod, in ClusterChange change)
    {
        foreach (EventRegistration registration in registrations)
        {
            if (registration.Resource == change.Resource && (registration.Actions & change.Action) != 0
                && (registration.Hint is null || registration.Hint(pod, change)))
                return true;
        }
        return false;
    }
}
