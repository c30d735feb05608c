namespace Kubesharp.Client;

/// <summary>What an event is about.</summary>
internal readonly record struct EventSubject(
    string ApiVersion, string Kind, string Namespace, string Name, string Uid, string FieldPath);

/// <summary>An event as it should be written.</summary>
/// <param name="Known">The name of the Event that counts it up; null for the first one.</param>
/// <param name="Key">For <see cref="EventCorrelator.Written"/>.</param>
internal readonly record struct CorrelatedEvent(
    string Message, int Count, DateTimeOffset First, string? Known, object Key);

/// <summary>
/// Keeps events from flooding the cluster, with the numbers of client-go's correlator. Safe from any thread.
/// </summary>
internal sealed class EventCorrelator(TimeProvider time)
{
    // The objects of one component; beyond it the least recently seen are forgotten.
    private const int EntriesMax = 4096;
    // So many messages of one reason about one object in ten minutes; the next ones are put together.
    private const int SimilarMax = 10;
    private static readonly TimeSpan SimilarWindow = TimeSpan.FromMinutes(10);
    // About one object: 25 at once, then one in five minutes.
    private const double BurstMax = 25;
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly Recent<EventSubject, Bucket> buckets = new(EntriesMax);
    private readonly Recent<GroupKey, Group> groups = new(EntriesMax);
    private readonly Recent<EventKey, Seen> seen = new(EntriesMax);

    /// <summary>How to write the event; null when it is one too many.</summary>
    public CorrelatedEvent? Correlate(EventSubject subject, string type, string reason, string message)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            GroupKey groupKey = new(subject, type, reason);
            Group? group = groups.Get(groupKey);
            if (group is null || now - group.Last > SimilarWindow)
                group = new Group([], now);
            group.Messages.Add(message);
            groups.Set(groupKey, group with { Last = now });
            bool combined = group.Messages.Count > SimilarMax;
            if (combined)
            {
                // Only whether there are too many counts, not which.
                group.Messages.Remove(message);
                message = $"(combined from similar events): {message}";
            }

            EventKey key = new(groupKey, combined ? "" : message);
            Seen? earlier = seen.Get(key);
            Seen next = earlier is null ? new Seen(1, now, null) : earlier with { Count = earlier.Count + 1 };
            seen.Set(key, next);
            return TakeToken(subject, now)
                ? new CorrelatedEvent(message, next.Count, next.First, next.Name, key)
                : null;
        }
    }

    /// <summary>The event is there under this name: its next occurrence counts it up.</summary>
    public void Written(CorrelatedEvent written, string name)
    {
        lock (gate)
        {
            if (seen.Get((EventKey)written.Key) is { } entry)
                seen.Set((EventKey)written.Key, entry with { Name = name });
        }
    }

    private bool TakeToken(EventSubject subject, DateTimeOffset now)
    {
        EventSubject source = subject with { FieldPath = "" };
        Bucket bucket = buckets.Get(source) ?? new Bucket(BurstMax, now);
        double tokens = Math.Min(BurstMax, bucket.Tokens + (now - bucket.At) / Refill);
        bool allowed = tokens >= 1;
        buckets.Set(source, new Bucket(allowed ? tokens - 1 : tokens, now));
        return allowed;
    }

    private sealed record Bucket(double Tokens, DateTimeOffset At);

    private sealed record Group(HashSet<string> Messages, DateTimeOffset Last);

    private sealed record Seen(int Count, DateTimeOffset First, string? Name);

    private readonly record struct GroupKey(EventSubject Subject, string Type, string Reason);

    private readonly record struct EventKey(GroupKey Group, string Message);

    /// <summary>A map that forgets what has not been asked for the longest.</summary>
    private sealed class Recent<TKey, TValue>(int entriesMax)
        where TKey : notnull
        where TValue : class
    {
        private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> entries = [];
        private readonly LinkedList<(TKey Key, TValue Value)> order = new();

        public TValue? Get(TKey key)
        {
            if (!entries.TryGetValue(key, out LinkedListNode<(TKey Key, TValue Value)>? node))
                return null;
            order.Remove(node);
            order.AddFirst(node);
            return node.Value.Value;
        }

        public void Set(TKey key, TValue value)
        {
            if (entries.Remove(key, out LinkedListNode<(TKey Key, TValue Value)>? old))
                order.Remove(old);
            entries[key] = order.AddFirst((key, value));
            if (entries.Count <= entriesMax)
                return;
            entries.Remove(order.Last!.Value.Key);
            order.RemoveLast();
        }
    }
}
