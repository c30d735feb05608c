using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Kubesharp.Api;

/// <summary>A small immutable map in two arrays, sorted by key as the wire wants it.</summary>
internal sealed class SortedMap<T> : IReadOnlyDictionary<string, T>
{
    private readonly string[] keys;
    private readonly T[] values;

    internal SortedMap(string[] keys, T[] values)
    {
        this.keys = keys;
        this.values = values;
    }

    public int Count => keys.Length;
    public IEnumerable<string> Keys => keys;
    public IEnumerable<T> Values => values;
    internal ReadOnlySpan<string> KeySpan => keys;
    internal ReadOnlySpan<T> ValueSpan => values;

    public T this[string key] =>
        TryGetValue(key, out T? value) ? value : throw new KeyNotFoundException($"no key {key}");

    public bool ContainsKey(string key) => Array.BinarySearch(keys, key, MapOrder.Comparer) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        int index = Array.BinarySearch(keys, key, MapOrder.Comparer);
        value = index >= 0 ? values[index] : default;
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (int index = 0; index < keys.Length; index++)
            yield return new(keys[index], values[index]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The order of map keys on the wire: that of their UTF-8 bytes.</summary>
internal static class MapOrder
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    /// <summary>As the UTF-8 bytes compare; UTF-16 differs where surrogates meet the characters above them.</summary>
    public static int Compare(string left, string right)
    {
        int length = left.AsSpan().CommonPrefixLength(right);
        if (length == left.Length || length == right.Length)
            return left.Length - right.Length;
        char first = left[length], second = right[length];
        if (char.IsSurrogate(first) != char.IsSurrogate(second))
            return char.IsSurrogate(first) ? 1 : -1;
        return first - second;
    }

    /// <summary>The entries in order, for a writer.</summary>
    public static void Sort<T>(
        IReadOnlyDictionary<string, T> map, out ReadOnlySpan<string> keys, out ReadOnlySpan<T> values)
    {
        if (map is SortedMap<T> sorted)
        {
            keys = sorted.KeySpan;
            values = sorted.ValueSpan;
            return;
        }
        string[] keyArray = new string[map.Count];
        T[] valueArray = new T[map.Count];
        int index = 0;
        foreach ((string key, T value) in map)
        {
            keyArray[index] = key;
            valueArray[index++] = value;
        }
        Array.Sort(keyArray, valueArray, Comparer);
        keys = keyArray;
        values = valueArray;
    }
}

/// <summary>Collects the entries of a map in any order; the last value of a key wins.</summary>
public struct MapBuilder<T>
{
    private ListBuilder<string> keys;
    private ListBuilder<T> values;

    public void Add(string key, T value)
    {
        keys.Add(key);
        values.Add(value);
    }

    public IReadOnlyDictionary<string, T> ToMap() => ToMap(out _);

    internal IReadOnlyDictionary<string, T> ToMap(out bool hadDuplicates)
    {
        hadDuplicates = false;
        if (keys.IsEmpty)
            return Maps.None<T>();
        string[] keyArray = keys.ToArray();
        T[] valueArray = values.ToArray();
        for (int index = 1; index < keyArray.Length; index++)
        {
            int order = MapOrder.Compare(keyArray[index - 1], keyArray[index]);
            if (order >= 0)
                return Ordered(keyArray, valueArray, out hadDuplicates);
        }
        return new SortedMap<T>(keyArray, valueArray);
    }

    private static SortedMap<T> Ordered(string[] keys, T[] values, out bool hadDuplicates)
    {
        Dictionary<string, T> map = new(keys.Length, StringComparer.Ordinal);
        for (int index = 0; index < keys.Length; index++)
            map[keys[index]] = values[index];
        hadDuplicates = map.Count < keys.Length;
        keys = [.. map.Keys];
        values = [.. map.Values];
        Array.Sort(keys, values, MapOrder.Comparer);
        return new SortedMap<T>(keys, values);
    }
}
