namespace Kubesharp.ApiServer.WatchCache;

/// <summary>
/// The last changes in revision order. Grows while the changes that would fall out are young, so that a watch can start
/// a while ago even in a storm, and shrinks when it holds old ones only.
/// </summary>
internal sealed class EventRing<TObject>(int eventsMin, int eventsMax)
    where TObject : class
{
    private CacheChange<TObject>[] slots = new CacheChange<TObject>[eventsMin];
    private int start;

    public int Count { get; private set; }

    public int Capacity => slots.Length;

    /// <summary>Every change after this revision is in the ring.</summary>
    public long Floor { get; private set; }

    public CacheChange<TObject> this[int index] => slots[(start + index) % slots.Length];

    /// <summary>Forgets all; what follows starts after the revision.</summary>
    public void Reset(long revision)
    {
        slots = new CacheChange<TObject>[eventsMin];
        start = 0;
        Count = 0;
        Floor = revision;
    }

    /// <param name="change">The newest.</param>
    /// <param name="freshTimestamp">A change with this timestamp or a later one is young.</param>
    public void Add(CacheChange<TObject> change, long freshTimestamp)
    {
        if (Count == slots.Length)
            MakeRoom(freshTimestamp);
        slots[(start + Count) % slots.Length] = change;
        Count++;
    }

    /// <summary>The place of the first change after a revision.</summary>
    public int IndexAfter(long revision)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (this[middle].Revision <= revision)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void MakeRoom(long freshTimestamp)
    {
        bool young = this[0].Timestamp >= freshTimestamp;
        if (young && slots.Length < eventsMax)
        {
            Resize(Math.Min(slots.Length * 2, eventsMax));
            return;
        }
        // Three quarters are old: half the size would have been enough.
        if (slots.Length > eventsMin && this[Count / 4 * 3].Timestamp < freshTimestamp)
        {
            Resize(Math.Max(slots.Length / 2, eventsMin));
            if (Count < slots.Length)
                return;
        }
        Floor = this[0].Revision;
        slots[start] = null!;
        start = (start + 1) % slots.Length;
        Count--;
    }

    /// <summary>Keeps the newest changes that fit.</summary>
    private void Resize(int capacity)
    {
        int dropped = Math.Max(0, Count - capacity);
        if (dropped > 0)
            Floor = this[dropped - 1].Revision;
        CacheChange<TObject>[] resized = new CacheChange<TObject>[capacity];
        for (int i = dropped; i < Count; i++)
            resized[i - dropped] = this[i];
        slots = resized;
        start = 0;
        Count -= dropped;
    }
}
