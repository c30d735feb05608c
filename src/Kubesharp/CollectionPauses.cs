namespace Kubesharp;

/// <summary>
/// The longest time for which the garbage collector has held up the process: what a client may have waited once.
/// </summary>
/// <remarks>An object without references is finalized after each collection and makes the next one.</remarks>
internal sealed class CollectionPauses
{
    private static long longestTicks;
    private static int watching;

    private CollectionPauses()
    {
    }

    public static TimeSpan Longest => new(Volatile.Read(ref longestTicks));

    /// <summary>Looks at every collection from now on. Once is enough.</summary>
    public static void Watch()
    {
        if (Interlocked.Exchange(ref watching, 1) == 0)
            GC.KeepAlive(new CollectionPauses());
    }

    ~CollectionPauses()
    {
        if (Environment.HasShutdownStarted)
            return;
        Observe(GC.GetGCMemoryInfo(GCKind.Any));
        // Short ones may have followed before the finalizer's turn came.
        Observe(GC.GetGCMemoryInfo(GCKind.FullBlocking));
        GC.KeepAlive(new CollectionPauses());
    }

    private static void Observe(GCMemoryInfo info)
    {
        foreach (TimeSpan pause in info.PauseDurations)
        {
            long known = Volatile.Read(ref longestTicks);
            while (pause.Ticks > known)
                known = Interlocked.CompareExchange(ref longestTicks, pause.Ticks, known);
        }
    }
}
