namespace Kubesharp.Scheduler.Framework;

/// <summary>What plugins keep for themselves during one scheduling cycle. Used by one thread.</summary>
public sealed class CycleState
{
    private readonly Dictionary<string, object> values = new(StringComparer.Ordinal);

    public void Set(string key, object value) => values[key] = value;

    public T? Get<T>(string key)
        where T : class => values.GetValueOrDefault(key) as T;
}
