using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Services. Addresses and node ports are allocated by the API server, between prepare and validate.</summary>
internal sealed class ServiceStrategy : Strategy<Service>
{
    // Three hours.
    private const int ClientIPTimeoutSeconds = 10800;
    private const int ClientIPTimeoutSecondsMax = 86400;

    protected override NameRule NameRule => NameRules.Label;

    // Services have a status but count no generations.
    protected override Service WithSpecOf(Service value, Service source) => value with { Spec = source.Spec };

    protected override Service WithStatusOf(Service value, Service? source) =>
        value with { Status = source?.Status ?? ServiceStatus.Empty };

    protected override Service Default(Service value)
    {
        ServiceSpec spec = value.Spec;
        string type = spec.Type.Length > 0 ? spec.Type : "ClusterIP";
        string affinity = spec.SessionAffinity.Length > 0 ? spec.SessionAffinity : "None";
        SessionAffinityConfig? config = affinity switch
        {
            "None" => null,
            "ClientIP" when spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds is null =>
                new() { ClientIP = new() { TimeoutSeconds = ClientIPTimeoutSeconds } },
            _ => spec.SessionAffinityConfig,
        };
        bool external = type is "NodePort" or "LoadBalancer" || (type == "ClusterIP" && spec.ExternalIPs.Count > 0);
        return value with
        {
            Spec = spec with
            {
                Type = type,
                SessionAffinity = affinity,
                SessionAffinityConfig = config,
                Ports = Lists.Change(spec.Ports, DefaultPort),
                ExternalTrafficPolicy = external && spec.ExternalTrafficPolicy.Length == 0
                    ? "Cluster" : spec.ExternalTrafficPolicy,
                InternalTrafficPolicy = spec.InternalTrafficPolicy
                    ?? (type is "NodePort" or "LoadBalancer" or "ClusterIP" ? "Cluster" : null),
                AllocateLoadBalancerNodePorts = spec.AllocateLoadBalancerNodePorts
                    ?? (type == "LoadBalancer" ? true : null),
            },
        };
    }

    // A PUT that leaves out what the server allocated keeps it, as long as the type still has it.
    protected override Service PrepareForUpdate(Service value, Service old)
    {
        ServiceSpec spec = value.Spec, before = old.Spec;
        bool hadAddress = before.Type is not "ExternalName";
        bool needsAddress = spec.Type is not "ExternalName";
        if (hadAddress && needsAddress)
        {
            if (spec.ClusterIP.Length == 0)
                spec = spec with { ClusterIP = before.ClusterIP };
            if (spec.ClusterIPs.Count == 0 && spec.ClusterIP == before.ClusterIP)
                spec = spec with { ClusterIPs = before.ClusterIPs };
            if (spec.IpFamilies.Count == 0)
                spec = spec with { IpFamilies = before.IpFamilies };
            spec = spec with { IpFamilyPolicy = spec.IpFamilyPolicy ?? before.IpFamilyPolicy };
        }
        else if (hadAddress && !needsAddress && spec.ClusterIP == before.ClusterIP)
        {
            spec = spec with { ClusterIP = "", ClusterIPs = [], IpFamilies = [], IpFamilyPolicy = null };
        }
        bool hasNodePorts = spec.Type is "NodePort" or "LoadBalancer";
        if (hasNodePorts && before.Type is "NodePort" or "LoadBalancer")
            spec = spec with { Ports = KeepNodePorts(spec.Ports, before.Ports) };
        else if (!hasNodePorts && before.Type is "NodePort" or "LoadBalancer")
            spec = spec with { Ports = DropNodePorts(spec.Ports, before.Ports), HealthCheckNodePort = 0 };
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override void Validate(Service value, FieldErrors errors)
    {
        ServiceSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        bool headless = spec.ClusterIP == "None";
        if (spec.Ports.Count == 0 && !headless && spec.Type != "ExternalName")
            errors.Required(path.Child("ports"));
        if (spec.Type is not ("ClusterIP" or "ExternalName" or "LoadBalancer" or "NodePort"))
        {
            errors.NotSupported(path.Child("type"), spec.Type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        }
        if (spec.Type is "NodePort" or "LoadBalancer" && headless)
        {
            errors.Invalid(path.Child("clusterIPs").Index(0), spec.ClusterIP,
                $"may not be set to 'None' for {spec.Type} services");
        }
        if (spec.Type == "ExternalName")
            ValidateExternalName(spec, path, errors);
        ValidatePorts(spec, path.Child("ports"), errors);
        if (spec.Selector.Count > 0)
            MetadataRules.ValidateLabels(spec.Selector, path.Child("selector"), errors);
        ValidateAffinity(spec, path, errors);
        ValidateAddresses(spec, path, errors);
        if (spec.InternalTrafficPolicy is not (null or "Cluster" or "Local"))
        {
            errors.NotSupported(path.Child("internalTrafficPolicy"), spec.InternalTrafficPolicy, "Cluster", "Local");
        }
        if (spec.ExternalTrafficPolicy is not ("" or "Cluster" or "Local"))
        {
            errors.NotSupported(path.Child("externalTrafficPolicy"), spec.ExternalTrafficPolicy, "Cluster", "Local");
        }
        if (spec.IpFamilyPolicy is not (null or "SingleStack" or "PreferDualStack" or "RequireDualStack"))
        {
            errors.NotSupported(path.Child("ipFamilyPolicy"), spec.IpFamilyPolicy,
                "PreferDualStack", "RequireDualStack", "SingleStack");
        }
    }

    protected override void ValidateUpdate(Service value, Service old, FieldErrors errors)
    {
        if (old.Spec.Type == "ExternalName" || value.Spec.Type == "ExternalName")
            return;
        if (old.Spec.ClusterIP.Length > 0 && value.Spec.ClusterIP != old.Spec.ClusterIP)
        {
            string shown = $"[{FieldErrors.Quote(value.Spec.ClusterIP)}]";
            errors.InvalidShown(FieldPath.Spec.Child("clusterIPs").Index(0), shown, "may not change once set");
        }
    }

    private static void ValidateExternalName(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.ClusterIPs.Count > 0)
            errors.Forbidden(path.Child("clusterIPs"), "may not be set for ExternalName services");
        string name = spec.ExternalName.EndsWith('.') ? spec.ExternalName[..^1] : spec.ExternalName;
        if (name.Length == 0)
        {
            errors.Required(path.Child("externalName"));
            return;
        }
        Complaints complaints = default;
        NameRules.CheckSubdomain(name, ref complaints);
        complaints.Report(path.Child("externalName"), spec.ExternalName, errors);
    }

    private static void ValidatePorts(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < spec.Ports.Count; i++)
        {
            ServicePort port = spec.Ports[i];
            FieldPath at = path.Index(i);
            if (port.Name.Length == 0)
            {
                if (spec.Ports.Count > 1)
                    errors.Required(at.Child("name"));
            }
            else
            {
                Complaints complaints = default;
                NameRules.CheckLabel(port.Name, ref complaints);
                complaints.Report(at.Child("name"), port.Name, errors);
            }
            if (port.Port is < 1 or > 65535)
                errors.Invalid(at.Child("port"), port.Port, ContainerRules.PortRange);
            PortRules.CheckProtocol(port.Protocol, at.Child("protocol"), errors);
            PortRules.CheckPort(port.TargetPort, at.Child("targetPort"), errors);
            if (port.NodePort != 0 && spec.Type is not ("NodePort" or "LoadBalancer"))
                errors.Forbidden(at.Child("nodePort"), $"may not be used when `type` is '{spec.Type}'");
            for (int earlier = 0; earlier < i; earlier++)
            {
                ServicePort other = spec.Ports[earlier];
                if (other.Name == port.Name && port.Name.Length > 0)
                    errors.Duplicate(at.Child("name"), port.Name);
                if (other.Port == port.Port && other.Protocol == port.Protocol)
                {
                    errors.DuplicateShown(at,
                        $"{{\"protocol\":{FieldErrors.Quote(port.Protocol)},\"port\":{CellText.Number(port.Port)}}}");
                }
                if (port.NodePort != 0 && other.NodePort == port.NodePort && other.Protocol == port.Protocol)
                    errors.DuplicateShown(at.Child("nodePort"), CellText.Number(port.NodePort));
            }
        }
    }

    private static void ValidateAffinity(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.SessionAffinity is not ("None" or "ClientIP"))
        {
            errors.NotSupported(path.Child("sessionAffinity"), spec.SessionAffinity, "ClientIP", "None");
            return;
        }
        if (spec.SessionAffinity == "None")
            return;
        if (spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds is not { } timeout)
        {
            errors.Required(path.Child("sessionAffinityConfig"),
                "when session affinity type is ClientIP");
            return;
        }
        if (timeout is <= 0 or > ClientIPTimeoutSecondsMax)
        {
            errors.Invalid(path.Child("sessionAffinityConfig").Child("clientIP", "timeoutSeconds"), timeout,
                "must be greater than 0 and less than 86400");
        }
    }

    private static void ValidateAddresses(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        const string NotAnAddress = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
        for (int i = 0; i < spec.ClusterIPs.Count; i++)
        {
            string address = spec.ClusterIPs[i];
            if (i == 0 && (address == "None" || address.Length == 0))
                continue;
            if (!IsAddress(address))
                errors.Invalid(path.Child("clusterIPs").Index(i), address, NotAnAddress);
        }
        for (int i = 0; i < spec.ExternalIPs.Count; i++)
        {
            if (!IsAddress(spec.ExternalIPs[i]))
                errors.Invalid(path.Child("externalIPs").Index(i), spec.ExternalIPs[i], NotAnAddress);
        }
        for (int i = 0; i < spec.IpFamilies.Count; i++)
        {
            if (spec.IpFamilies[i] is not ("IPv4" or "IPv6"))
                errors.NotSupported(path.Child("ipFamilies").Index(i), spec.IpFamilies[i], "IPv4", "IPv6");
        }
    }

    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out IPAddress? address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6
            || text.AsSpan().Count('.') == 3);

    private static ServicePort DefaultPort(ServicePort port)
    {
        bool noTarget = port.TargetPort.IsString
            ? port.TargetPort.StringValue.Length == 0
            : port.TargetPort.IntValue == 0;
        if (port.Protocol.Length > 0 && !noTarget)
            return port;
        return port with
        {
            Protocol = port.Protocol.Length > 0 ? port.Protocol : "TCP",
            TargetPort = noTarget ? port.Port : port.TargetPort,
        };
    }

    private static IReadOnlyList<ServicePort> KeepNodePorts(
        IReadOnlyList<ServicePort> ports, IReadOnlyList<ServicePort> old)
    {
        return Lists.Change(ports, port =>
        {
            if (port.NodePort != 0)
                return port;
            foreach (ServicePort known in old)
            {
                if (known.Port == port.Port && known.Protocol == port.Protocol && known.NodePort != 0)
                    return port with { NodePort = known.NodePort };
            }
            return port;
        });
    }

    private static IReadOnlyList<ServicePort> DropNodePorts(
        IReadOnlyList<ServicePort> ports, IReadOnlyList<ServicePort> old)
    {
        return Lists.Change(ports, port =>
        {
            // Only what is unchanged is dropped: a node port that the user wrote is the user's mistake to hear of.
            foreach (ServicePort known in old)
            {
                if (known.NodePort == port.NodePort && port.NodePort != 0)
                    return port with { NodePort = 0 };
            }
            return port;
        });
    }

    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.clusterIP", "spec.type"];

    protected override string? FieldValue(Service value, string field) => field switch
    {
        "spec.clusterIP" => value.Spec.ClusterIP,
        "spec.type" => value.Spec.Type,
        _ => base.FieldValue(value, field),
    };

    private static string ExternalAddresses(Service value)
    {
        ServiceSpec spec = value.Spec;
        switch (spec.Type)
        {
            case "ClusterIP" or "NodePort":
                return spec.ExternalIPs.Count > 0 ? string.Join(',', spec.ExternalIPs) : CellText.None;
            case "LoadBalancer":
                var addresses = new List<string>();
                foreach (LoadBalancerIngress ingress in value.Status.LoadBalancer.Ingress)
                    addresses.Add(ingress.Ip.Length > 0 ? ingress.Ip : ingress.Hostname);
                addresses.AddRange(spec.ExternalIPs);
                return addresses.Count > 0 ? string.Join(',', addresses) : "<pending>";
            case "ExternalName":
                return spec.ExternalName;
            default:
                return "<unknown>";
        }
    }

    private static string PortsText(Service value)
    {
        var text = new StringBuilder();
        foreach (ServicePort port in value.Spec.Ports)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(port.Port.ToString(CultureInfo.InvariantCulture));
            if (port.NodePort > 0)
                text.Append(':').Append(port.NodePort.ToString(CultureInfo.InvariantCulture));
            text.Append('/').Append(port.Protocol);
        }
        return text.Length == 0 ? CellText.None : text.ToString();
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Service>(),
        Printing.Columns.Text<Service>("Type", "How the Service is reached.", static value => value.Spec.Type),
        Printing.Columns.Text<Service>("Cluster-IP", "The address inside the cluster.",
            static value => value.Spec.ClusterIPs.Count > 0
                ? value.Spec.ClusterIPs[0] : CellText.OrNone(value.Spec.ClusterIP)),
        Printing.Columns.Text<Service>("External-IP", "The addresses outside the cluster.", ExternalAddresses),
        Printing.Columns.Text<Service>("Port(s)", "Ports, node ports and protocols.", PortsText),
        Printing.Columns.Age<Service>(),
        Printing.Columns.Text<Service>("Selector", "Which Pods serve.",
            static value => CellText.Labels(value.Spec.Selector), 1),
    ];
}
