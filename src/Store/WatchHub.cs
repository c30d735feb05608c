namespace Kubesharp.Store;

/// <summary>
/// Hands published events to the watches of their prefix. Watches are few (one for each resource), so an event is
/// compared with every prefix.
/// </summary>
/// <remarks>The lock orders starts of watches and deliveries: a watch gets what is delivered after its start.</remarks>
internal sealed class WatchHub(int eventsMax, long startRevision)
{
    private readonly Lock gate = new();
    private readonly List<StoreWatch> watches = [];
    private readonly HashSet<StoreWatch> touched = [];
    private long revision = startRevision;
    private Exception? failure;

    public StoreWatch Add(string prefix, long afterRevision, StoreWatch.History history)
    {
        lock (gate)
        {
            StoreWatch watch = new(
                this, prefix, afterRevision, revision, eventsMax, afterRevision < revision ? history : null);
            if (failure is not null)
                watch.Fail(failure);
            watches.Add(watch);
            return watch;
        }
    }

    public void Remove(StoreWatch watch)
    {
        lock (gate)
            watches.Remove(watch);
    }

    /// <summary>
    /// Publishes the draft and delivers its events; called by the owner of the ledger only. Both under the lock, so
    /// that whoever has seen a revision finds it delivered when he asks for progress.
    /// </summary>
    public IReadOnlyList<StoreEvent> Publish(Ledger ledger)
    {
        lock (gate)
        {
            IReadOnlyList<StoreEvent> events = ledger.Publish();
            long newRevision = ledger.State.Revision;
            foreach (StoreEvent change in events)
            {
                foreach (StoreWatch watch in watches)
                {
                    if (!change.Key.StartsWith(watch.Prefix, StringComparison.Ordinal))
                        continue;
                    watch.Add(change);
                    touched.Add(watch);
                }
            }
            revision = newRevision;
            foreach (StoreWatch watch in touched)
                watch.Advance(newRevision, progressWanted: false);
            touched.Clear();
            return events;
        }
    }

    public void Progress(StoreWatch watch)
    {
        lock (gate)
            watch.Advance(revision, progressWanted: true);
    }

    public void Fail(Exception exception)
    {
        lock (gate)
        {
            failure ??= exception;
            foreach (StoreWatch watch in watches)
                watch.Fail(exception);
        }
    }
}
