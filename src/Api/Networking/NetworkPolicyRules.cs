using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Networking;

/// <summary>What NetworkPolicies must satisfy.</summary>
internal static class NetworkPolicyRules
{
    public static void Validate(NetworkPolicySpec spec, FieldPath path, FieldErrors errors)
    {
        LabelQuery.Validate(spec.PodSelector, path.Child("podSelector"), errors);
        for (int i = 0; i < spec.Ingress.Count; i++)
        {
            FieldPath at = path.Child("ingress").Index(i);
            ValidateRule(spec.Ingress[i].Ports, spec.Ingress[i].From, at, "from", errors);
        }
        for (int i = 0; i < spec.Egress.Count; i++)
        {
            FieldPath at = path.Child("egress").Index(i);
            ValidateRule(spec.Egress[i].Ports, spec.Egress[i].To, at, "to", errors);
        }
        FieldPath types = path.Child("policyTypes");
        if (spec.PolicyTypes.Count > 2)
        {
            errors.InvalidShown(types, ServiceRules.Show(spec.PolicyTypes),
                "may not specify more than two policyTypes");
            return;
        }
        for (int i = 0; i < spec.PolicyTypes.Count; i++)
        {
            if (spec.PolicyTypes[i] is not ("Ingress" or "Egress"))
                errors.NotSupported(types.Index(i), spec.PolicyTypes[i], "Ingress", "Egress");
        }
    }

    private static void ValidateRule(
        IReadOnlyList<NetworkPolicyPort> ports, IReadOnlyList<NetworkPolicyPeer> peers, FieldPath path, string field,
        FieldErrors errors)
    {
        for (int i = 0; i < ports.Count; i++)
            ValidatePort(ports[i], path.Child("ports").Index(i), errors);
        for (int i = 0; i < peers.Count; i++)
            ValidatePeer(peers[i], path.Child(field).Index(i), errors);
    }

    private static void ValidatePort(NetworkPolicyPort port, FieldPath path, FieldErrors errors)
    {
        if (port.Protocol is not (null or "TCP" or "UDP" or "SCTP"))
            errors.NotSupported(path.Child("protocol"), port.Protocol, "TCP", "UDP", "SCTP");
        if (port.Port is { } number)
        {
            PortRules.CheckPort(number, path.Child("port"), errors);
            if (port.EndPort is not { } end)
                return;
            if (number.IsString)
            {
                errors.Invalid(path.Child("endPort"), end, "may not be specified when `port` is non-numeric");
                return;
            }
            if (end < number.IntValue)
                errors.Invalid(path.Child("endPort"), end, "must be greater than or equal to `port`");
            if (end is < 1 or > 65535)
                errors.Invalid(path.Child("endPort"), end, ContainerRules.PortRange);
        }
        else if (port.EndPort is { } end)
        {
            errors.Invalid(path.Child("endPort"), end, "may not be specified when `port` is not specified");
        }
    }

    private static void ValidatePeer(NetworkPolicyPeer peer, FieldPath path, FieldErrors errors)
    {
        int count = 0;
        Selector(peer.PodSelector, "podSelector");
        Selector(peer.NamespaceSelector, "namespaceSelector");
        if (peer.IpBlock is { } block)
        {
            count++;
            ValidateBlock(block, path.Child("ipBlock"), errors);
        }
        if (count == 0)
            errors.Required(path, "must specify a peer");
        else if (count > 1 && peer.IpBlock is not null)
            errors.Forbidden(path, "may not specify both ipBlock and another peer");

        void Selector(LabelSelector? selector, string field)
        {
            if (selector is null)
                return;
            count++;
            LabelQuery.Validate(selector, path.Child(field), errors);
        }
    }

    private static void ValidateBlock(IPBlock block, FieldPath path, FieldErrors errors)
    {
        if (block.Cidr.Length == 0)
        {
            errors.Required(path.Child("cidr"));
            return;
        }
        AddressRules.CheckNetwork(block.Cidr, path.Child("cidr"), errors);
        if (!AddressRules.TryParseNetwork(block.Cidr, out System.Net.IPAddress network, out int length))
            return;
        for (int i = 0; i < block.Except.Count; i++)
        {
            FieldPath at = path.Child("except").Index(i);
            AddressRules.CheckNetwork(block.Except[i], at, errors);
            if (!AddressRules.TryParseNetwork(block.Except[i], out System.Net.IPAddress part, out int partLength))
                continue;
            bool inside = part.AddressFamily == network.AddressFamily && partLength > length
                && AddressRules.Masked(part, length).Equals(AddressRules.Masked(network, length));
            if (!inside)
                errors.Invalid(at, block.Except[i], "must be a strict subset of `cidr`");
        }
    }
}
