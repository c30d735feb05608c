using System.Net;

namespace Kubesharp.Network.Dns;

/// <summary>What becomes of a query.</summary>
internal enum DnsOutcome
{
    /// <summary>The answer is in the buffer.</summary>
    Answered,
    /// <summary>Nothing of ours: ask elsewhere.</summary>
    Forward,
    /// <summary>An alias of a name that is not ours: ask elsewhere for the target, and answer with both.</summary>
    Chase,
}

/// <summary>
/// Answers for the cluster's domain by the Kubernetes DNS specification 1.1, and for the reverse names of its
/// addresses.
/// </summary>
/// <remarks>
/// "No such name" and "no such data" are told apart with care: a client that hears the former goes on along its search
/// path. Pure: the answer is a function of query and snapshot.
/// </remarks>
internal sealed class DnsZone(NetworkOptions options)
{
    // As CoreDNS has it: short, since a Service may change at any time.
    internal const uint Ttl = 5;
    private const ushort ClassInternet = 1;
    private const ushort ClassAny = 255;
    private const string ReverseSuffix = ".in-addr.arpa";
    // Aliases of aliases inside the cluster: beyond this there is a circle.
    private const int AliasesMax = 8;

    private readonly string domain = options.ClusterDomain.TrimEnd('.').ToLowerInvariant();
    private readonly byte[] ownAddress = options.ClusterDns.GetAddressBytes();

    /// <summary>Answers one query into the buffer, whose length is what the transport can carry.</summary>
    /// <param name="chase">Set when the outcome is <see cref="DnsOutcome.Chase"/>: the name to ask for.</param>
    internal DnsOutcome Answer(
        DnsRecords records, DnsQuery query, Span<byte> buffer, out int length, out string? chase)
    {
        chase = null;
        length = 0;
        DnsResponse response = new(query, buffer);
        if (query.Error != DnsCode.NoError)
        {
            length = response.Finish(query.Error);
            return DnsOutcome.Answered;
        }
        if (query.Class is not (ClassInternet or ClassAny))
        {
            length = response.Finish(DnsCode.Refused);
            return DnsOutcome.Answered;
        }
        if (TryStrip(query.Name, out ReadOnlySpan<char> relative))
        {
            response.SetAuthoritative();
            Finding finding = Find(ref response, records, query, relative, 0, out chase);
            if (chase is not null)
                return DnsOutcome.Chase;
            length = Finish(ref response, records, finding, domain);
            return DnsOutcome.Answered;
        }
        if (TryReverse(query.Name, out IPAddress? address)
            && (options.ServiceCidr.Contains(address) || options.ClusterCidr.Contains(address)))
        {
            response.SetAuthoritative();
            Finding finding = FindReverse(ref response, records, query, address);
            length = Finish(ref response, records, finding, ReverseSuffix[1..]);
            return DnsOutcome.Answered;
        }
        return DnsOutcome.Forward;
    }

    private int Finish(ref DnsResponse response, DnsRecords records, Finding finding, string authority)
    {
        if (response.AnswerCount == 0 && !response.IsTruncated)
            response.StartOfAuthority(asAnswer: false, authority, domain, records.Serial, Ttl);
        bool unknown = finding == Finding.NoName && response.AnswerCount == 0;
        return response.Finish(unknown ? DnsCode.NameError : DnsCode.NoError);
    }

    private enum Finding { NoName, Name }

    // Top down from the right: "" | svc | pod | NAMESPACE.svc | NAME.NAMESPACE.svc | ... . Owner is empty for the
    // asked name.
    private Finding Find(
        ref DnsResponse response, DnsRecords records, DnsQuery query, ReadOnlySpan<char> relative,
        int aliases, out string? chase)
    {
        chase = null;
        ReadOnlySpan<char> owner = aliases == 0 ? [] : JoinDomain(relative);
        if (relative.IsEmpty)
            return FindApex(ref response, records, query);
        ReadOnlySpan<char> rest = relative;
        ReadOnlySpan<char> top = TakeLast(ref rest);
        return top switch
        {
            "svc" => FindService(ref response, records, query, rest, owner, aliases, out chase),
            "pod" => FindPod(ref response, query, rest, owner),
            "dns" => FindOwn(ref response, query, rest, owner),
            "dns-version" when rest.IsEmpty => FindVersion(ref response, query),
            _ => Finding.NoName,
        };
    }

    private Finding FindApex(ref DnsResponse response, DnsRecords records, DnsQuery query)
    {
        if (query.Type is DnsType.Soa or DnsType.Any)
            response.StartOfAuthority(asAnswer: true, [], domain, records.Serial, Ttl);
        if (query.Type is DnsType.Ns or DnsType.Any)
        {
            string name = "ns.dns." + domain;
            response.AnswerName([], DnsType.Ns, Ttl, name);
            response.Additional(name, DnsType.A, Ttl, ownAddress);
        }
        return Finding.Name;
    }

    private static Finding FindVersion(ref DnsResponse response, DnsQuery query)
    {
        if (query.Type is DnsType.Txt or DnsType.Any)
            response.Answer([], DnsType.Txt, Ttl, "\u00051.1.0"u8);
        return Finding.Name;
    }

    private Finding FindOwn(ref DnsResponse response, DnsQuery query, ReadOnlySpan<char> rest, ReadOnlySpan<char> owner)
    {
        if (rest is "ns")
            AnswerAddress(ref response, query.Type, owner, ownAddress);
        return rest is "ns" or "" ? Finding.Name : Finding.NoName;
    }

    // A name is an address with dashes: 10-42-0-7.NAMESPACE.pod. Whether such a pod exists is not checked ("insecure"
    // in
    // CoreDNS' words, and its usual setting).
    private static Finding FindPod(
        ref DnsResponse response, DnsQuery query, ReadOnlySpan<char> rest, ReadOnlySpan<char> owner)
    {
        if (rest.IsEmpty)
            return Finding.Name;
        TakeLast(ref rest);
        if (rest.IsEmpty)
            return Finding.Name;
        if (rest.Length > 45 || rest.Contains('.') || rest.ContainsAnyExceptInRange('-', 'f'))
            return Finding.NoName;
        Span<char> text = stackalloc char[rest.Length];
        bool isIPv4 = rest.Count('-') == 3 && !rest.ContainsAnyInRange('a', 'f');
        rest.Replace(text, '-', isIPv4 ? '.' : ':');
        if (!IPAddress.TryParse(text, out IPAddress? address))
            return Finding.NoName;
        AnswerAddress(ref response, query.Type, owner, address.GetAddressBytes());
        return Finding.Name;
    }

    private Finding FindService(
        ref DnsResponse response, DnsRecords records, DnsQuery query,
        ReadOnlySpan<char> rest, ReadOnlySpan<char> owner, int aliases, out string? chase)
    {
        chase = null;
        if (rest.IsEmpty)
            return Finding.Name;
        ReadOnlySpan<char> path = rest;
        ReadOnlySpan<char> namespaceName = TakeLast(ref path);
        if (path.IsEmpty)
            return records.HasNamespace(namespaceName) ? Finding.Name : Finding.NoName;
        TakeLast(ref path);
        if (records.Service(rest[(path.IsEmpty ? 0 : path.Length + 1)..]) is not { } service)
            return Finding.NoName;
        if (service.CanonicalName is { } target)
        {
            return path.IsEmpty
                ? FollowAlias(ref response, records, query, owner, target, aliases, out chase)
                : Finding.NoName;
        }
        if (path.IsEmpty)
        {
            AnswerAddresses(ref response, query, owner, service.Addresses);
            if (query.Type == DnsType.Srv)
                AnswerPorts(ref response, service, default, default);
            return Finding.Name;
        }
        ReadOnlySpan<char> last = TakeLast(ref path);
        if (last is "_tcp" or "_udp" or "_sctp")
            return FindPort(ref response, query, service, path, last[1..]);
        if (!path.IsEmpty || !TryHost(service, last, out byte[][]? addresses))
            return Finding.NoName;
        AnswerAddresses(ref response, query, owner, addresses!);
        return Finding.Name;
    }

    private Finding FollowAlias(
        ref DnsResponse response, DnsRecords records, DnsQuery query,
        ReadOnlySpan<char> owner, string target, int aliases, out string? chase)
    {
        chase = null;
        if (target.Length == 0)
            return Finding.Name;
        bool wantsAlias = query.Type is DnsType.Cname or DnsType.Any;
        if (!TryStrip(target, out ReadOnlySpan<char> relative) && !wantsAlias)
        {
            chase = target;
            return Finding.Name;
        }
        response.AnswerName(owner, DnsType.Cname, Ttl, target);
        if (wantsAlias || aliases >= AliasesMax)
            return Finding.Name;
        Find(ref response, records, query, relative, aliases + 1, out chase);
        return Finding.Name;
    }

    private Finding FindPort(
        ref DnsResponse response, DnsQuery query, ServiceRecords service,
        scoped ReadOnlySpan<char> path, scoped ReadOnlySpan<char> protocol)
    {
        bool named = path.Length > 1 && path[0] == '_' && !path.Contains('.');
        if (!path.IsEmpty && !named)
            return Finding.NoName;
        ReadOnlySpan<char> name = named ? path[1..] : default;
        if (CountPorts(service, name, protocol) == 0)
            return Finding.NoName;
        if (named && query.Type is DnsType.Srv or DnsType.Any)
            AnswerPorts(ref response, service, name, protocol);
        return Finding.Name;
    }

    private static int CountPorts(ServiceRecords service, ReadOnlySpan<char> name, ReadOnlySpan<char> protocol)
    {
        int count = 0;
        foreach (ServicePortRecord port in service.Ports)
        {
            if (Matches(port, name, protocol))
                count++;
        }
        return count;
    }

    private void AnswerPorts(
        ref DnsResponse response, ServiceRecords service,
        scoped ReadOnlySpan<char> name, scoped ReadOnlySpan<char> protocol)
    {
        int count = CountPorts(service, name, protocol);
        if (count == 0)
            return;
        ushort weight = (ushort)Math.Max(1, 100 / count);
        string serviceName = $"{service.Name}.{service.Namespace}.svc.{domain}";
        foreach (ServicePortRecord port in service.Ports)
        {
            if (!Matches(port, name, protocol))
                continue;
            string target = port.Host.Length > 0 ? $"{port.Host}.{serviceName}" : serviceName;
            if (!response.AnswerService(Ttl, weight, port.Port, target))
                return;
        }
        foreach (byte[] address in service.IsHeadless ? [] : service.Addresses)
            response.Additional(serviceName, address.Length == 4 ? DnsType.A : DnsType.Aaaa, Ttl, address);
        foreach ((string host, byte[][] addresses) in service.IsHeadless ? service.Hosts : Empty)
        {
            foreach (byte[] address in addresses)
                response.Additional(
                    $"{host}.{serviceName}", address.Length == 4 ? DnsType.A : DnsType.Aaaa, Ttl, address);
        }
    }

    private static readonly Dictionary<string, byte[][]> Empty = [];

    private static bool Matches(ServicePortRecord port, ReadOnlySpan<char> name, ReadOnlySpan<char> protocol) =>
        (name.IsEmpty || name.SequenceEqual(port.Name)) && (protocol.IsEmpty || protocol.SequenceEqual(port.Protocol));

    private static bool TryHost(ServiceRecords service, ReadOnlySpan<char> host, out byte[][]? addresses) =>
        service.Hosts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(host, out addresses);

    private static Finding FindReverse(ref DnsResponse response, DnsRecords records, DnsQuery query, IPAddress address)
    {
        IReadOnlyList<string> names = records.Names(address);
        if (query.Type is DnsType.Ptr or DnsType.Any)
        {
            foreach (string name in names)
                response.AnswerName([], DnsType.Ptr, Ttl, name);
        }
        return names.Count > 0 ? Finding.Name : Finding.NoName;
    }

    // Each answer begins elsewhere in the list, so that clients that take the first spread out.
    private static void AnswerAddresses(
        ref DnsResponse response, DnsQuery query, ReadOnlySpan<char> owner, IReadOnlyList<byte[]> addresses)
    {
        int count = addresses.Count;
        int start = count > 1 ? query.Id % count : 0;
        for (int i = 0; i < count; i++)
            AnswerAddress(ref response, query.Type, owner, addresses[(start + i) % count]);
    }

    private static void AnswerAddress(
        ref DnsResponse response, ushort type, ReadOnlySpan<char> owner, ReadOnlySpan<byte> address)
    {
        ushort own = address.Length == 4 ? DnsType.A : DnsType.Aaaa;
        if (type == own || type == DnsType.Any)
            response.Answer(owner, own, Ttl, address);
    }

    private bool TryStrip( ReadOnlySpan<char> name, out ReadOnlySpan<char> relative)
    {
        relative = default;
        if (!name.EndsWith(domain, StringComparison.Ordinal))
            return false;
        if (name.Length == domain.Length)
            return true;
        if (name[^(domain.Length + 1)] != '.')
            return false;
        relative = name[..^(domain.Length + 1)];
        return true;
    }

    private string JoinDomain(ReadOnlySpan<char> relative) => relative.IsEmpty ? domain : $"{relative}.{domain}";

    private static ReadOnlySpan<char> TakeLast(ref ReadOnlySpan<char> name)
    {
        int dot = name.LastIndexOf('.');
        ReadOnlySpan<char> label = name[(dot + 1)..];
        name = dot < 0 ? default : name[..dot];
        return label;
    }

    private static bool TryReverse(ReadOnlySpan<char> name, out IPAddress address)
    {
        address = IPAddress.None;
        if (!name.EndsWith(ReverseSuffix, StringComparison.Ordinal))
            return false;
        ReadOnlySpan<char> rest = name[..^ReverseSuffix.Length];
        Span<byte> bytes = stackalloc byte[4];
        for (int i = 0; i < 4; i++)
        {
            if (!byte.TryParse(TakeLast(ref rest), System.Globalization.NumberStyles.None, null, out bytes[i]))
                return false;
        }
        if (!rest.IsEmpty)
            return false;
        address = new IPAddress(bytes);
        return true;
    }
}
