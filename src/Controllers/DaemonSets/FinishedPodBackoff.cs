namespace Kubesharp.Controllers.DaemonSets;

/// <summary>
/// How long a daemon that keeps ending has to wait on its node: a second, and twice as long each time, up to fifteen
/// minutes. One that has been quiet for twice the maximum starts anew.
/// </summary>
internal sealed class FinishedPodBackoff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Max = TimeSpan.FromMinutes(15);
    // Beyond it the quiet ones are dropped, so that nodes and DaemonSets that are gone leave nothing behind.
    private const int SweepAt = 1024;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Uid, string Node), (TimeSpan Pause, DateTimeOffset Last)> entries = [];

    /// <summary>How long to wait still; null when the Pod may be replaced now, which counts as its turn.</summary>
    public TimeSpan? Delay(string daemonSetUid, string node)
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            if (entries.Count >= SweepAt)
            {
                foreach ((string, string) key in entries.Where(entry => now - entry.Value.Last > Max * 2)
                    .Select(static entry => entry.Key).ToList())
                    entries.Remove(key);
            }
            if (!entries.TryGetValue((daemonSetUid, node), out (TimeSpan Pause, DateTimeOffset Last) entry)
                || now - entry.Last > Max * 2)
            {
                entries[(daemonSetUid, node)] = (First, now);
                return null;
            }
            TimeSpan rest = entry.Last + entry.Pause - now;
            if (rest > TimeSpan.Zero)
                return rest;
            entries[(daemonSetUid, node)] = (entry.Pause * 2 < Max ? entry.Pause * 2 : Max, now);
            return null;
        }
    }
}
