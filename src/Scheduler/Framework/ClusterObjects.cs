using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.Scheduler.Framework;

/// <summary>
/// What plugins know of the cluster besides nodes and Pods: volumes, Services, budgets, claims. Owned by the scheduling
/// loop, which feeds it from informers.
/// </summary>
public sealed class ClusterObjects
{
    private readonly Dictionary<Type, Dictionary<string, Dictionary<string, ApiObject>>> tables = [];

    private readonly Dictionary<Type, long> versions = [];

    /// <summary>Grows with every change.</summary>
    public long Version { get; private set; }

    /// <summary>Grows with every change of a T.</summary>
    public long VersionOf<T>()
        where T : ApiObject => versions.GetValueOrDefault(typeof(T));

    public T? Get<T>(string namespaceName, string name)
        where T : ApiObject =>
        tables.TryGetValue(typeof(T), out Dictionary<string, Dictionary<string, ApiObject>>? table)
            && table.TryGetValue(namespaceName, out Dictionary<string, ApiObject>? objects)
            ? objects.GetValueOrDefault(name) as T : null;

    /// <summary>A cluster-scoped object.</summary>
    public T? Get<T>(string name)
        where T : ApiObject => Get<T>("", name);

    /// <param name="namespaceName">Null: of all namespaces.</param>
    public IEnumerable<T> List<T>(string? namespaceName = null)
        where T : ApiObject
    {
        if (!tables.TryGetValue(typeof(T), out Dictionary<string, Dictionary<string, ApiObject>>? table))
            yield break;
        if (namespaceName is not null)
        {
            if (!table.TryGetValue(namespaceName, out Dictionary<string, ApiObject>? objects))
                yield break;
            foreach (ApiObject one in objects.Values)
                yield return (T)one;
            yield break;
        }
        foreach (Dictionary<string, ApiObject> objects in table.Values)
        {
            foreach (ApiObject one in objects.Values)
                yield return (T)one;
        }
    }

    public void Set<T>(T value)
        where T : ApiObject => Change(null, value);

    internal void Change<T>(T? before, T? after)
        where T : ApiObject
    {
        versions[typeof(T)] = ++Version;
        if (!tables.TryGetValue(typeof(T), out Dictionary<string, Dictionary<string, ApiObject>>? table))
            tables[typeof(T)] = table = new(StringComparer.Ordinal);
        ObjectMeta metadata = (after ?? before)!.Metadata;
        if (after is null)
        {
            if (table.TryGetValue(metadata.Namespace, out Dictionary<string, ApiObject>? left)
                && left.Remove(metadata.Name) && left.Count == 0)
                table.Remove(metadata.Namespace);
            return;
        }
        if (!table.TryGetValue(metadata.Namespace, out Dictionary<string, ApiObject>? objects))
            table[metadata.Namespace] = objects = new(StringComparer.Ordinal);
        objects[metadata.Name] = after;
    }
}
