using System.Net;
using Kubesharp.Client;
using Kubesharp.Network.Services;

namespace Kubesharp.Network.Dns;

/// <summary>An immutable snapshot of all records of the cluster's zone, made from a <see cref="ServiceMap"/>.</summary>
internal sealed class DnsRecords
{
    private readonly Dictionary<ObjectKey, (ServiceEntry Entry, ServiceRecords? Records)> entries;
    private readonly Dictionary<string, ServiceRecords> services;
    private readonly Dictionary<string, ServiceRecords>.AlternateLookup<ReadOnlySpan<char>> servicesBySpan;
    private readonly HashSet<string> namespaces;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> namespacesBySpan;
    // Made at the first reverse lookup: most snapshots never see one.
    private readonly Lazy<Dictionary<IPAddress, List<string>>> reverse;

    private DnsRecords(Dictionary<ObjectKey, (ServiceEntry, ServiceRecords?)> entries, string domain, uint serial)
    {
        this.entries = entries;
        Serial = serial;
        services = new Dictionary<string, ServiceRecords>(entries.Count, StringComparer.Ordinal);
        namespaces = new HashSet<string>(StringComparer.Ordinal);
        foreach ((_, ServiceRecords? records) in entries.Values)
        {
            if (records is null)
                continue;
            services[$"{records.Name}.{records.Namespace}"] = records;
            namespaces.Add(records.Namespace);
        }
        servicesBySpan = services.GetAlternateLookup<ReadOnlySpan<char>>();
        namespacesBySpan = namespaces.GetAlternateLookup<ReadOnlySpan<char>>();
        reverse = new Lazy<Dictionary<IPAddress, List<string>>>(() => ReverseOf(services.Values, domain));
    }

    /// <summary>The SOA's serial: it grows with every snapshot.</summary>
    internal uint Serial { get; }

    internal static DnsRecords Empty { get; } = new([], "", 0);

    /// <summary>A snapshot of the map; what did not change since the previous one is taken from it.</summary>
    internal static DnsRecords For(ServiceMap map, DnsRecords previous, string domain, uint serial)
    {
        Dictionary<ObjectKey, (ServiceEntry, ServiceRecords?)> entries = new(map.Entries.Count);
        foreach ((ObjectKey key, ServiceEntry entry) in map.Entries)
        {
            entries[key] = previous.entries.TryGetValue(key, out (ServiceEntry Entry, ServiceRecords? Records) known)
                && ReferenceEquals(known.Entry, entry)
                    ? known
                    : (entry, ServiceRecords.For(entry));
        }
        return new DnsRecords(entries, domain, serial);
    }

    /// <param name="name">NAME.NAMESPACE</param>
    internal ServiceRecords? Service(ReadOnlySpan<char> name) =>
        servicesBySpan.TryGetValue(name, out ServiceRecords? records) ? records : null;

    internal bool HasNamespace(ReadOnlySpan<char> name) => namespacesBySpan.Contains(name);

    /// <summary>The full names that stand for an address.</summary>
    internal IReadOnlyList<string> Names(IPAddress address) => reverse.Value.GetValueOrDefault(address) ?? [];

    private static Dictionary<IPAddress, List<string>> ReverseOf(IEnumerable<ServiceRecords> services, string domain)
    {
        Dictionary<IPAddress, List<string>> names = [];
        foreach (ServiceRecords service in services)
        {
            string name = $"{service.Name}.{service.Namespace}.svc.{domain}";
            foreach ((IPAddress address, string host) in service.Reverse)
            {
                if (!names.TryGetValue(address, out List<string>? list))
                    names[address] = list = [];
                list.Add(host.Length > 0 ? $"{host}.{name}" : name);
            }
        }
        return names;
    }
}
