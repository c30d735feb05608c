using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Discovery;

/// <summary>What an EndpointSlice may say.</summary>
internal static class EndpointSliceRules
{
    private const int EndpointsMax = 1000;
    private const int PortsMax = 20000;
    private const int AddressesMax = 100;
    private const int TopologyMax = 16;
    private const int HintsMax = 8;

    public static void Validate(EndpointSlice value, FieldErrors errors)
    {
        if (value.AddressType.Length == 0)
            errors.Required(FieldPath.Of("addressType"));
        else if (value.AddressType is not ("IPv4" or "IPv6" or "FQDN"))
            errors.NotSupported(FieldPath.Of("addressType"), value.AddressType, "FQDN", "IPv4", "IPv6");
        if (value.Endpoints.Count > EndpointsMax)
            errors.TooMany(FieldPath.Of("endpoints"), value.Endpoints.Count, EndpointsMax);
        else
        {
            for (int i = 0; i < value.Endpoints.Count; i++)
                Validate(value.Endpoints[i], value.AddressType, FieldPath.Of("endpoints").Index(i), errors);
        }
        Validate(value.Ports, FieldPath.Of("ports"), errors);
    }

    private static void Validate(Endpoint endpoint, string type, FieldPath path, FieldErrors errors)
    {
        FieldPath addresses = path.Child("addresses");
        if (endpoint.Addresses.Count == 0)
            errors.Required(addresses, "must contain at least 1 address");
        else if (endpoint.Addresses.Count > AddressesMax)
            errors.TooMany(addresses, endpoint.Addresses.Count, AddressesMax);
        for (int i = 0; i < endpoint.Addresses.Count; i++)
            Validate(endpoint.Addresses[i], type, addresses.Index(i), errors);
        FieldPath topology = path.Child("deprecatedTopology");
        if (endpoint.DeprecatedTopology.Count > TopologyMax)
            errors.TooMany(topology, endpoint.DeprecatedTopology.Count, TopologyMax);
        MetadataRules.ValidateLabels(endpoint.DeprecatedTopology, topology, errors);
        if (endpoint.Hostname is { } hostname)
            ValueRules.Name(hostname, NameRules.Label, path.Child("hostname"), errors);
        if (endpoint.NodeName is { } node)
            ValueRules.Name(node, NameRules.Subdomain, path.Child("nodeName"), errors);
        if (endpoint.Hints is not { } hints)
            return;
        Validate([.. hints.ForZones.Select(static zone => zone.Name)], "forZones", path.Child("hints"), errors);
        Validate([.. hints.ForNodes.Select(static node => node.Name)], "forNodes", path.Child("hints"), errors);
    }

    private static void Validate(string address, string type, FieldPath path, FieldErrors errors)
    {
        switch (type)
        {
            case "IPv4" or "IPv6":
                if (!AddressRules.Check(address, path, errors))
                    return;
                if (AddressRules.IsIPv6(address) != (type == "IPv6"))
                    errors.Invalid(path, address, $"must be an {type} address");
                AddressRules.CheckNotSpecial(address, path, errors);
                break;
            case "FQDN":
                DomainRules.CheckDomain(address, path, errors);
                break;
        }
    }

    private static void Validate(List<string> names, string field, FieldPath path, FieldErrors errors)
    {
        path = path.Child(field);
        if (names.Count > HintsMax)
        {
            errors.TooMany(path, names.Count, HintsMax);
            return;
        }
        var seen = new HashSet<string>();
        for (int i = 0; i < names.Count; i++)
        {
            FieldPath at = path.Index(i).Child("name");
            if (!seen.Add(names[i]))
                errors.Duplicate(at, names[i]);
            if (field == "forNodes")
                ValueRules.Name(names[i], NameRules.Subdomain, at, errors);
            else
            {
                Complaints complaints = default;
                NameRules.CheckLabelValue(names[i], ref complaints);
                complaints.Report(at, names[i], errors);
            }
        }
    }

    private static void Validate(IReadOnlyList<EndpointPort> ports, FieldPath path, FieldErrors errors)
    {
        if (ports.Count > PortsMax)
        {
            errors.TooMany(path, ports.Count, PortsMax);
            return;
        }
        var names = new HashSet<string>();
        for (int i = 0; i < ports.Count; i++)
        {
            (EndpointPort port, FieldPath at) = (ports[i], path.Index(i));
            string name = port.Name ?? "";
            if (name.Length > 0)
                ValueRules.Name(name, NameRules.Label, at.Child("name"), errors);
            if (!names.Add(name))
                errors.Duplicate(at.Child("name"), name);
            if (port.Protocol is null)
                errors.Required(at.Child("protocol"));
            else if (port.Protocol is not ("SCTP" or "TCP" or "UDP"))
                errors.NotSupported(at.Child("protocol"), port.Protocol, "SCTP", "TCP", "UDP");
            if (port.AppProtocol is { } protocol)
                ValueRules.QualifiedName(protocol, at.Child("appProtocol"), errors);
        }
    }
}
