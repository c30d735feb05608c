namespace Kubesharp.Api;

/// <summary>Changes elements of immutable lists, keeping the list itself when none changed.</summary>
internal static class Lists
{
    /// <summary>The change must return the same instance where nothing is to change.</summary>
    public static IReadOnlyList<T> Change<T>(IReadOnlyList<T> list, Func<T, T> change)
        where T : class
    {
        T[]? changed = null;
        for (int i = 0; i < list.Count; i++)
        {
            T element = change(list[i]);
            if (ReferenceEquals(element, list[i]))
                continue;
            changed ??= [.. list];
            changed[i] = element;
        }
        return changed ?? list;
    }
}
