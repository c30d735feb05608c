namespace Kubesharp.Scheduler.Framework;

/// <summary>
/// What plugins keep for themselves during one attempt to place one Pod. Used by one thread at a time.
/// </summary>
public sealed class CycleState
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    // A handful of entries: a list is smaller and faster than a map.
    private readonly List<(string Key, object Value)> values = [];

    /// <summary>
    /// Completes when the Pod is gone, or on its way, while it is being bound: a PreBind that waits gives up then.
    /// </summary>
    public Task PodGone { get; internal set; } = Never;

    /// <summary>Filters and scores that said Skip, by position.</summary>
    internal ulong SkippedFilters { get; set; }
    internal ulong SkippedScores { get; set; }

    public void Set(string key, object value)
    {
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i].Key == key)
            {
                values[i] = (key, value);
                return;
            }
        }
        values.Add((key, value));
    }

    public T? Get<T>(string key)
        where T : class
    {
        foreach ((string known, object value) in values)
        {
            if (ReferenceEquals(known, key) || known == key)
                return value as T;
        }
        return null;
    }
}
