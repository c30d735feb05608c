using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Kubesharp.ApiServer.Webhooks;

/// <summary>
/// Answers that hold for a while. Bounded: when it is full, what has expired goes, or else everything.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class ExpiringCache<T>(TimeProvider time)
{
    private const int EntriesMax = 8192;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        if (entries.TryGetValue(key, out Entry entry) && time.GetUtcNow() < entry.Until)
        {
            value = entry.Value;
            return true;
        }
        value = default;
        return false;
    }

    public void Add(string key, T value, TimeSpan lifetime)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (entries.Count >= EntriesMax)
        {
            foreach ((string old, Entry entry) in entries)
            {
                if (now >= entry.Until)
                    entries.TryRemove(old, out _);
            }
            if (entries.Count >= EntriesMax)
                entries.Clear();
        }
        entries[key] = new(value, lifetime < DateTimeOffset.MaxValue - now ? now + lifetime : DateTimeOffset.MaxValue);
    }

    private readonly record struct Entry(T Value, DateTimeOffset Until);
}
