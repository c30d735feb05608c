using System.Collections.ObjectModel;

namespace Kubesharp.Api;

/// <summary>Shared empty maps, so that an object without labels costs nothing.</summary>
public static class Maps
{
    public static IReadOnlyDictionary<string, T> None<T>() => ReadOnlyDictionary<string, T>.Empty;
}
