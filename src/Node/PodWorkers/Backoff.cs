namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>
/// Pauses that double, 10 s to 5 min, for each key on its own. A key that did well for twice the longest pause begins
/// anew.
/// </summary>
/// <remarks>Belongs to one Pod's worker.</remarks>
internal sealed class Backoff(TimeProvider time, TimeSpan? longest = null)
{
    private static readonly TimeSpan FirstOfAll = TimeSpan.FromSeconds(10);

    private TimeSpan Max { get; } = longest ?? TimeSpan.FromMinutes(5);
    private TimeSpan First => FirstOfAll < Max ? FirstOfAll : Max;

    private readonly Dictionary<string, (TimeSpan Pause, DateTimeOffset Updated)> entries = new(StringComparer.Ordinal);

    /// <summary>How much of the key's pause after the failure is left; null when it may try.</summary>
    public TimeSpan? Remaining(string key, DateTimeOffset failedAt)
    {
        if (!entries.TryGetValue(key, out (TimeSpan Pause, DateTimeOffset Updated) entry)
            || failedAt - entry.Updated > Max * 2)
            return null;
        TimeSpan left = entry.Pause - (time.GetUtcNow() - failedAt);
        return left > TimeSpan.Zero ? left : null;
    }

    /// <summary>The pause that is in force for the key now.</summary>
    public TimeSpan Pause(string key) => entries.GetValueOrDefault(key).Pause;

    /// <summary>The key tries again: its next pause is twice as long.</summary>
    public void Next(string key, DateTimeOffset failedAt)
    {
        bool known = entries.TryGetValue(key, out (TimeSpan Pause, DateTimeOffset Updated) entry)
            && failedAt - entry.Updated <= Max * 2;
        TimeSpan pause = known ? entry.Pause * 2 : First;
        entries[key] = (pause < Max ? pause : Max, time.GetUtcNow());
    }

    public void Forget(string key) => entries.Remove(key);
}
