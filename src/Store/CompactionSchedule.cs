namespace Kubesharp.Store;

/// <summary>
/// Says up to which revision to compact, from the writes that pass by: it needs no timer, because only writes make
/// history grow. Belongs to the writer.
/// </summary>
internal sealed class CompactionSchedule(StoreOptions options)
{
    // History is cut in slices of a tenth of what is kept: rare enough to be cheap, often enough to stay near it.
    private const int Slices = 10;

    private readonly Queue<(DateTimeOffset Time, long Revision)> marks = [];
    private DateTimeOffset lastTime = DateTimeOffset.MinValue;
    private long compacted;

    /// <summary>The revision to compact to, or null when there is nothing to do yet.</summary>
    public long? Observe(DateTimeOffset now, long revision)
    {
        long target = 0;
        if (options.Keep > TimeSpan.Zero)
        {
            if (now - lastTime >= options.Keep / Slices)
            {
                lastTime = now;
                marks.Enqueue((now, revision));
            }
            while (marks.TryPeek(out (DateTimeOffset Time, long Revision) mark) && now - mark.Time >= options.Keep)
            {
                target = mark.Revision;
                marks.Dequeue();
            }
        }

        // One slice of slack, so that a store at its limit does not compact at each write.
        if (revision - Math.Max(target, compacted) > options.KeepRevisions + options.KeepRevisions / Slices)
            target = revision - options.KeepRevisions;
        if (target <= compacted)
            return null;
        compacted = target;
        return target;
    }
}
