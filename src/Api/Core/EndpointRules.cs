using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What Endpoints must satisfy.</summary>
internal static class EndpointRules
{
    private const string LastChange = "endpoints.kubernetes.io/last-change-trigger-time";

    public static void Validate(Endpoints value, FieldErrors errors)
    {
        if (value.Metadata.Annotations.TryGetValue(LastChange, out string? time)
            && !Rfc3339.TryParse(time, out _))
        {
            errors.Invalid(FieldPath.Of("annotations").Key(LastChange), time, "must be a valid RFC3339 timestamp");
        }
        for (int i = 0; i < value.Subsets.Count; i++)
        {
            EndpointSubset subset = value.Subsets[i];
            FieldPath at = FieldPath.Of("subsets").Index(i);
            if (subset.Addresses.Count == 0 && subset.NotReadyAddresses.Count == 0)
                errors.Required(at, "must specify `addresses` or `notReadyAddresses`");
            for (int one = 0; one < subset.Addresses.Count; one++)
                ValidateAddress(subset.Addresses[one], at.Child("addresses").Index(one), errors);
            for (int one = 0; one < subset.NotReadyAddresses.Count; one++)
                ValidateAddress(subset.NotReadyAddresses[one], at.Child("notReadyAddresses").Index(one), errors);
            for (int one = 0; one < subset.Ports.Count; one++)
                ValidatePort(subset.Ports[one], subset.Ports.Count > 1, at.Child("ports").Index(one), errors);
        }
    }

    private static void ValidateAddress(EndpointAddress address, FieldPath path, FieldErrors errors)
    {
        AddressRules.Check(address.Ip, path.Child("ip"), errors);
        if (address.Hostname.Length > 0)
            ValueRules.Name(address.Hostname, NameRules.Label, path.Child("hostname"), errors);
        if (address.NodeName is { } node)
            ValueRules.Name(node, NameRules.Subdomain, path.Child("nodeName"), errors);
        AddressRules.CheckNotSpecial(address.Ip, path.Child("ip"), errors);
    }

    private static void ValidatePort(EndpointPort port, bool needsName, FieldPath path, FieldErrors errors)
    {
        if (port.Name.Length > 0)
            ValueRules.Name(port.Name, NameRules.Label, path.Child("name"), errors);
        else if (needsName)
            errors.Required(path.Child("name"));
        if (port.Port is < 1 or > 65535)
            errors.Invalid(path.Child("port"), port.Port, ContainerRules.PortRange);
        PortRules.CheckProtocol(port.Protocol, path.Child("protocol"), errors);
        if (port.AppProtocol is { } protocol)
            ValueRules.QualifiedName(protocol, path.Child("appProtocol"), errors);
    }
}
