using System.Collections.Immutable;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Client;

namespace Kubesharp.Network.Services;

/// <summary>
/// All Services with their EndpointSlices: an immutable snapshot that the proxy and the DNS server share. A change
/// gives
/// a new map in which every entry that did not change is the same object.
/// </summary>
public sealed record ServiceMap(ImmutableDictionary<ObjectKey, ServiceEntry> Entries)
{
    // The label by which a slice names its Service.
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    public static ServiceMap Empty { get; } = new(ImmutableDictionary<ObjectKey, ServiceEntry>.Empty);

    /// <summary>The map after a Service came (before is null), changed, or went (after is null).</summary>
    public ServiceMap With(Service? before, Service? after)
    {
        ObjectKey key = ObjectKey.Of((after ?? before)!);
        return With(key, Entry(key) with { Service = after });
    }

    /// <summary>The map after a slice came, changed (perhaps to another Service), or went.</summary>
    public ServiceMap With(EndpointSlice? before, EndpointSlice? after)
    {
        ServiceMap map = this;
        if (before is not null && KeyOf(before) is { } old && (after is null || KeyOf(after) != old))
            map = map.With(old, map.Entry(old) with { Slices = map.Entry(old).Slices.Remove(before.Metadata.Name) });
        if (after is not null && KeyOf(after) is { } key)
            map = map.With(
                key, map.Entry(key) with { Slices = map.Entry(key).Slices.SetItem(after.Metadata.Name, after) });
        return map;
    }

    private ServiceEntry Entry(ObjectKey key) => Entries.GetValueOrDefault(key, ServiceEntry.Empty);

    private ServiceMap With(ObjectKey key, ServiceEntry entry) =>
        new(entry.IsEmpty ? Entries.Remove(key) : Entries.SetItem(key, entry));

    private static ObjectKey? KeyOf(EndpointSlice slice) =>
        slice.Metadata.Labels.GetValueOrDefault(ServiceNameLabel) is { Length: > 0 } name
            ? new ObjectKey(slice.Metadata.Namespace, name)
            : null;
}
