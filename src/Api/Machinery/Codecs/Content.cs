namespace Kubesharp.Api;

/// <summary>Equality of lists and maps by content, for the generated records.</summary>
public static class Content
{
    public static bool Equal<T>(IReadOnlyList<T> left, IReadOnlyList<T> right)
    {
        if (ReferenceEquals(left, right))
            return true;
        int count = left.Count;
        if (count != right.Count)
            return false;
        for (int index = 0; index < count; index++)
        {
            if (!EqualityComparer<T>.Default.Equals(left[index], right[index]))
                return false;
        }
        return true;
    }

    public static bool Equal<T>(IReadOnlyDictionary<string, T> left, IReadOnlyDictionary<string, T> right)
    {
        if (ReferenceEquals(left, right))
            return true;
        if (left.Count != right.Count)
            return false;
        foreach ((string key, T value) in left)
        {
            if (!right.TryGetValue(key, out T? other) || !EqualityComparer<T>.Default.Equals(value, other))
                return false;
        }
        return true;
    }

    public static bool Equal(
        IReadOnlyDictionary<string, IReadOnlyList<string>> left,
        IReadOnlyDictionary<string, IReadOnlyList<string>> right)
    {
        if (left.Count != right.Count)
            return false;
        foreach ((string key, IReadOnlyList<string> value) in left)
        {
            if (!right.TryGetValue(key, out IReadOnlyList<string>? other) || !Equal(value, other))
                return false;
        }
        return true;
    }

    public static int Hash<T>(IReadOnlyList<T> list)
    {
        int hash = list.Count;
        for (int index = 0; index < list.Count; index++)
            hash = unchecked(hash * 31 + (list[index]?.GetHashCode() ?? 0));
        return hash;
    }

    /// <summary>Independent of the order.</summary>
    public static int Hash<T>(IReadOnlyDictionary<string, T> map)
    {
        int hash = map.Count;
        foreach ((string key, T value) in map)
            hash += value is IReadOnlyList<string> ? HashCode.Combine(key) : HashCode.Combine(key, value);
        return hash;
    }
}
