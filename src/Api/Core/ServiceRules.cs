using System.Text;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What Services must satisfy.</summary>
public static class ServiceRules
{
    private const int ClientIPTimeoutSecondsMax = 86400;
    private const string SourceRanges = "service.beta.kubernetes.io/load-balancer-source-ranges";
    private const string TopologyHints = "service.kubernetes.io/topology-aware-hints";
    private const string TopologyMode = "service.kubernetes.io/topology-mode";
    private const string LoadBalancerOnly = "may only be used when `type` is 'LoadBalancer'";

    /// <summary>A list as JSON: <c>["10.0.0.1"]</c>.</summary>
    public static string Show(IReadOnlyList<string> texts)
    {
        var shown = new StringBuilder("[");
        foreach (string text in texts)
            shown.Append(shown.Length > 1 ? "," : "").Append(FieldErrors.Quote(text));
        return shown.Append(']').ToString();
    }

    internal static void Validate(Service value, FieldErrors errors)
    {
        ServiceSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        if (value.Metadata.Annotations.TryGetValue(TopologyMode, out string? mode)
            && value.Metadata.Annotations.TryGetValue(TopologyHints, out string? hints) && mode != hints)
        {
            errors.Invalid(FieldPath.Metadata.Child("annotations").Key(TopologyMode), mode,
                $"must match annotations[{TopologyHints}] when both are specified");
        }
        if (spec.Ports.Count == 0 && !ServiceFields.IsHeadless(spec) && spec.Type != "ExternalName")
            errors.Required(path.Child("ports"));
        if (spec.Type is "NodePort" or "LoadBalancer" && ServiceFields.IsHeadless(spec))
        {
            errors.Invalid(path.Child("clusterIPs").Index(0), "None",
                $"may not be set to 'None' for {spec.Type} services");
        }
        if (spec.Type == "ExternalName")
            ValidateExternalName(spec, path, errors);
        ValidatePorts(spec, path.Child("ports"), errors);
        if (spec.Selector.Count > 0)
            MetadataRules.ValidateLabels(spec.Selector, path.Child("selector"), errors);
        ValidateAffinity(spec, path, errors);
        ValidateAddresses(spec, errors);
        for (int i = 0; i < spec.ExternalIPs.Count; i++)
        {
            FieldPath at = path.Child("externalIPs").Index(i);
            if (AddressRules.Check(spec.ExternalIPs[i], at, errors))
                AddressRules.CheckNotSpecial(spec.ExternalIPs[i], at, errors);
        }
        ValidateType(spec, path, errors);
        ValidateDuplicatePorts(spec, path.Child("ports"), errors);
        ValidateSourceRanges(value, path, errors);
        ValidateTraffic(value, path, errors);
    }

    internal static void ValidateUpdate(Service value, Service old, FieldErrors errors)
    {
        ServiceSpec spec = value.Spec, before = old.Spec;
        if (spec.Type != "ExternalName" && before.Type != "ExternalName")
        {
            bool headless = ServiceFields.IsHeadless(spec), wasHeadless = ServiceFields.IsHeadless(before);
            if (!headless || !wasHeadless)
                ValidateAddressChange(spec, before, errors);
            if (!headless && !wasHeadless)
                ValidateFamilyChange(spec, before, errors);
        }
        if (spec.Type == "LoadBalancer" && before.Type == "LoadBalancer"
            && spec.LoadBalancerClass != before.LoadBalancerClass)
        {
            errors.Invalid(FieldPath.Spec.Child("loadBalancerClass"), spec.LoadBalancerClass ?? "null",
                "may not change once set");
        }
        if (ServiceFields.NeedsHealthCheck(old) && ServiceFields.NeedsHealthCheck(value)
            && spec.HealthCheckNodePort != before.HealthCheckNodePort)
        {
            errors.Forbidden(FieldPath.Spec.Child("healthCheckNodePort"), "field is immutable");
        }
    }

    internal static void ValidateStatus(Service value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status.Child("loadBalancer", "ingress");
        IReadOnlyList<LoadBalancerIngress> all = value.Status.LoadBalancer.Ingress;
        if (value.Spec.Type != "LoadBalancer" && all.Count > 0)
        {
            errors.Forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'");
            return;
        }
        for (int i = 0; i < all.Count; i++)
        {
            LoadBalancerIngress ingress = all[i];
            FieldPath at = path.Index(i);
            if (ingress.Ip.Length > 0)
                AddressRules.Check(ingress.Ip, at.Child("ip"), errors);
            if (ingress.IpMode is null && ingress.Ip.Length > 0)
                errors.Required(at.Child("ipMode"), "must be specified when `ip` is set");
            else if (ingress.IpMode is not null && ingress.Ip.Length == 0)
                errors.Forbidden(at.Child("ipMode"), "may not be specified when `ip` is not set");
            else if (ingress.IpMode is not (null or "VIP" or "Proxy"))
                errors.NotSupported(at.Child("ipMode"), ingress.IpMode, "Proxy", "VIP");
            if (ingress.Hostname.Length == 0)
                continue;
            Complaints complaints = default;
            NameRules.CheckSubdomain(ingress.Hostname, ref complaints);
            complaints.Report(at.Child("hostname"), ingress.Hostname, errors);
            if (AddressRules.TryParse(ingress.Hostname, out _))
                errors.Invalid(at.Child("hostname"), ingress.Hostname, "must be a DNS name, not an IP address");
        }
    }

    internal static IReadOnlyList<string> Warnings(Service value)
    {
        ServiceSpec spec = value.Spec;
        var warnings = new List<string>();
        FieldPath path = FieldPath.Spec;
        if (ServiceFields.IsHeadless(spec))
        {
            if (spec.LoadBalancerIP.Length > 0)
                warnings.Add("spec.loadBalancerIP is ignored for headless services");
            if (spec.ExternalIPs.Count > 0)
                warnings.Add("spec.externalIPs is ignored for headless services");
            if (spec.SessionAffinity != "None")
                warnings.Add("spec.SessionAffinity is ignored for headless services");
        }
        else
        {
            for (int i = 0; i < spec.ClusterIPs.Count; i++)
                Add(AddressRules.WarningFor(spec.ClusterIPs[i], path.Child("clusterIPs").Index(i)));
        }
        for (int i = 0; i < spec.ExternalIPs.Count; i++)
            Add(AddressRules.WarningFor(spec.ExternalIPs[i], path.Child("externalIPs").Index(i)));
        if (spec.LoadBalancerIP.Length > 0)
            Add(AddressRules.WarningFor(spec.LoadBalancerIP, path.Child("loadBalancerIP")));
        if (spec.Type == "ExternalName" && spec.ExternalIPs.Count > 0)
            warnings.Add("spec.externalIPs is ignored when spec.type is \"ExternalName\"");
        if (spec.Type != "ExternalName" && spec.ExternalName.Length > 0)
            warnings.Add("spec.externalName is ignored when spec.type is not \"ExternalName\"");
        return warnings;

        void Add(string? warning)
        {
            if (warning is not null)
                warnings.Add(warning);
        }
    }

    /// <summary>Addresses, families and policy; also asked before anything is allocated.</summary>
    public static void ValidateAddresses(ServiceSpec spec, FieldErrors errors)
    {
        if (spec.Type == "ExternalName")
            return;
        FieldPath addresses = FieldPath.Spec.Child("clusterIPs"), families = FieldPath.Spec.Child("ipFamilies");
        string shown = Show(spec.ClusterIPs);
        if (spec.ClusterIP.Length > 0)
        {
            if (spec.ClusterIPs.Count == 0)
                errors.Required(addresses);
            else if (spec.ClusterIPs[0] != spec.ClusterIP)
                errors.InvalidShown(addresses, shown, "first value must match `clusterIP`");
        }
        else if (spec.ClusterIPs.Count > 0)
        {
            errors.InvalidShown(addresses, shown, "must be empty when `clusterIP` is not specified");
        }
        for (int i = 0; i < spec.IpFamilies.Count; i++)
        {
            if (spec.IpFamilies[i] is not ("IPv4" or "IPv6"))
                errors.NotSupported(families.Index(i), spec.IpFamilies[i], "IPv4", "IPv6");
            if (spec.IpFamilies.Take(i).Contains(spec.IpFamilies[i]))
                errors.Duplicate(families.Index(i), spec.IpFamilies[i]);
        }
        if (spec.IpFamilyPolicy is not (null or "SingleStack" or "PreferDualStack" or "RequireDualStack"))
        {
            errors.NotSupported(FieldPath.Spec.Child("ipFamilyPolicy"), spec.IpFamilyPolicy,
                "PreferDualStack", "RequireDualStack", "SingleStack");
        }
        if (!ValidateEach(spec, addresses, shown, errors))
            return;
        if (spec.ClusterIPs.Count > 1
            && (spec.ClusterIPs.Count > 2
                || AddressRules.IsIPv6(spec.ClusterIPs[0]) == AddressRules.IsIPv6(spec.ClusterIPs[1])))
        {
            errors.InvalidShown(addresses, shown, "may specify no more than one IP for each IP family");
        }
        if (ServiceFields.IsHeadless(spec))
            return;
        for (int i = 0; i < Math.Min(spec.ClusterIPs.Count, spec.IpFamilies.Count); i++)
        {
            string family = AddressRules.IsIPv6(spec.ClusterIPs[i]) ? "IPv6" : "IPv4";
            if (spec.IpFamilies[i] is "IPv4" or "IPv6" && spec.IpFamilies[i] != family)
            {
                errors.Invalid(addresses.Index(i), spec.ClusterIPs[i],
                    $"expected an {spec.IpFamilies[i]} value as indicated by `ipFamilies[{CellText.Number(i)}]`");
            }
        }
    }

    private static bool ValidateEach(ServiceSpec spec, FieldPath addresses, string shown, FieldErrors errors)
    {
        bool allValid = true;
        for (int i = 0; i < spec.ClusterIPs.Count; i++)
        {
            if (i == 0 && spec.ClusterIPs[i] == "None")
            {
                if (spec.ClusterIPs.Count > 1)
                {
                    allValid = false;
                    errors.InvalidShown(addresses, shown, "'None' must be the first and only value");
                }
                continue;
            }
            allValid &= AddressRules.Check(spec.ClusterIPs[i], addresses.Index(i), errors);
        }
        if (spec.ClusterIPs.Count > 2)
            errors.InvalidShown(addresses, shown, "may only hold up to 2 values");
        return allValid;
    }

    private static void ValidateExternalName(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        const string NotFor = "may not be set for ExternalName services";
        if (spec.ClusterIPs.Count > 0)
            errors.Forbidden(path.Child("clusterIPs"), NotFor);
        if (spec.IpFamilies.Count > 0)
            errors.Forbidden(path.Child("ipFamilies"), NotFor);
        if (spec.IpFamilyPolicy is not null)
            errors.Forbidden(path.Child("ipFamilyPolicy"), NotFor);
        string name = spec.ExternalName.EndsWith('.') ? spec.ExternalName[..^1] : spec.ExternalName;
        if (name.Length == 0)
        {
            errors.Required(path.Child("externalName"));
            return;
        }
        Complaints complaints = default;
        NameRules.CheckSubdomain(name, ref complaints);
        complaints.Report(path.Child("externalName"), name, errors);
    }

    private static void ValidatePorts(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < spec.Ports.Count; i++)
        {
            ServicePort port = spec.Ports[i];
            FieldPath at = path.Index(i);
            if (port.Name.Length > 0)
            {
                Complaints complaints = default;
                NameRules.CheckLabel(port.Name, ref complaints);
                complaints.Report(at.Child("name"), port.Name, errors);
                if (!names.Add(port.Name))
                    errors.Duplicate(at.Child("name"), port.Name);
            }
            else if (spec.Ports.Count > 1)
            {
                errors.Required(at.Child("name"));
            }
            if (port.Port is < 1 or > 65535)
                errors.Invalid(at.Child("port"), port.Port, ContainerRules.PortRange);
            PortRules.CheckProtocol(port.Protocol, at.Child("protocol"), errors);
            PortRules.CheckPort(port.TargetPort, at.Child("targetPort"), errors);
            if (port.AppProtocol is { } protocol)
                CheckQualified(protocol, at.Child("appProtocol"), errors);
        }
    }

    private static void ValidateDuplicatePorts(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.Type == "ClusterIP")
        {
            for (int i = 0; i < spec.Ports.Count; i++)
            {
                if (spec.Ports[i].NodePort != 0)
                    errors.Forbidden(path.Index(i).Child("nodePort"), "may not be used when `type` is 'ClusterIP'");
            }
        }
        var nodePorts = new HashSet<(string, int)>();
        for (int i = 0; i < spec.Ports.Count; i++)
        {
            ServicePort port = spec.Ports[i];
            if (port.NodePort != 0 && !nodePorts.Add((port.Protocol, port.NodePort)))
                errors.DuplicateShown(path.Index(i).Child("nodePort"), CellText.Number(port.NodePort));
        }
        var ports = new HashSet<(string, int)>();
        for (int i = 0; i < spec.Ports.Count; i++)
        {
            ServicePort port = spec.Ports[i];
            if (!ports.Add((port.Protocol, port.Port)))
            {
                errors.DuplicateShown(path.Index(i),
                    $"{{\"protocol\":{FieldErrors.Quote(port.Protocol)},\"port\":{CellText.Number(port.Port)}}}");
            }
        }
    }

    private static void ValidateType(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        if (spec.Type.Length == 0)
            errors.Required(path.Child("type"));
        else if (spec.Type is not ("ClusterIP" or "ExternalName" or "LoadBalancer" or "NodePort"))
            errors.NotSupported(path.Child("type"), spec.Type, "ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
    }

    private static void ValidateAffinity(ServiceSpec spec, FieldPath path, FieldErrors errors)
    {
        FieldPath config = path.Child("sessionAffinityConfig");
        switch (spec.SessionAffinity)
        {
            case "":
                errors.Required(path.Child("sessionAffinity"));
                return;
            case "None":
                if (spec.SessionAffinityConfig is not null)
                    errors.Forbidden(config, "must not be set when session affinity is None");
                return;
            case "ClientIP":
                break;
            default:
                errors.NotSupported(path.Child("sessionAffinity"), spec.SessionAffinity, "ClientIP", "None");
                return;
        }
        const string When = "when session affinity type is ClientIP";
        if (spec.SessionAffinityConfig is not { } given)
            errors.Required(config, When);
        else if (given.ClientIP is not { } client)
            errors.Required(config.Child("clientIP"), When);
        else if (client.TimeoutSeconds is not { } timeout)
            errors.Required(config.Child("clientIP", "timeoutSeconds"), When);
        else if (timeout is <= 0 or > ClientIPTimeoutSecondsMax)
        {
            errors.Invalid(config.Child("clientIP", "timeoutSeconds"), timeout,
                $"must be greater than 0 and less than {CellText.Number(ClientIPTimeoutSecondsMax)}");
        }
    }

    private static void ValidateSourceRanges(Service value, FieldPath path, FieldErrors errors)
    {
        ServiceSpec spec = value.Spec;
        if (spec.LoadBalancerSourceRanges.Count > 0)
        {
            // With a capital, as upstream.
            FieldPath at = path.Child("LoadBalancerSourceRanges");
            if (spec.Type != "LoadBalancer")
                errors.Forbidden(at, LoadBalancerOnly);
            for (int i = 0; i < spec.LoadBalancerSourceRanges.Count; i++)
                AddressRules.CheckNetwork(spec.LoadBalancerSourceRanges[i].Trim(), at.Index(i), errors);
        }
        else if (value.Metadata.Annotations.TryGetValue(SourceRanges, out string? text))
        {
            FieldPath at = FieldPath.Metadata.Child("annotations").Key(SourceRanges);
            if (spec.Type != "LoadBalancer")
                errors.Forbidden(at, LoadBalancerOnly);
            if (text.Trim().Length == 0)
                return;
            foreach (string network in text.Split(','))
                AddressRules.CheckNetwork(network.Trim(), at, errors);
        }
    }

    private static void ValidateTraffic(Service value, FieldPath path, FieldErrors errors)
    {
        ServiceSpec spec = value.Spec;
        if (spec.AllocateLoadBalancerNodePorts is not null && spec.Type != "LoadBalancer")
            errors.Forbidden(path.Child("allocateLoadBalancerNodePorts"), LoadBalancerOnly);
        if (spec.LoadBalancerClass is { } loadBalancer)
        {
            if (spec.Type == "LoadBalancer")
                CheckQualified(loadBalancer, path.Child("loadBalancerClass"), errors);
            else
                errors.Forbidden(path.Child("loadBalancerClass"), LoadBalancerOnly);
        }
        FieldPath external = path.Child("externalTrafficPolicy");
        if (!ServiceFields.IsExternallyAccessible(spec))
        {
            if (spec.ExternalTrafficPolicy.Length > 0)
            {
                errors.Invalid(external, spec.ExternalTrafficPolicy,
                    "may only be set for externally-accessible services");
            }
        }
        else if (spec.ExternalTrafficPolicy.Length == 0)
            errors.Required(external);
        else if (spec.ExternalTrafficPolicy is not ("Cluster" or "Local"))
            errors.NotSupported(external, spec.ExternalTrafficPolicy, "Cluster", "Local");
        FieldPath health = path.Child("healthCheckNodePort");
        if (!ServiceFields.NeedsHealthCheck(value))
        {
            if (spec.HealthCheckNodePort != 0)
            {
                errors.Invalid(health, spec.HealthCheckNodePort,
                    "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
            }
        }
        else if (spec.HealthCheckNodePort == 0)
            errors.Required(health);
        else if (spec.HealthCheckNodePort is < 1 or > 65535)
            errors.Invalid(health, spec.HealthCheckNodePort, ContainerRules.PortRange);
        if (spec.InternalTrafficPolicy is null)
        {
            if (spec.Type is "NodePort" or "LoadBalancer" or "ClusterIP")
                errors.Required(path.Child("internalTrafficPolicy"));
        }
        else if (spec.InternalTrafficPolicy is not ("Cluster" or "Local"))
            errors.NotSupported(path.Child("internalTrafficPolicy"), spec.InternalTrafficPolicy, "Cluster", "Local");
        if (spec.TrafficDistribution is not (null or "PreferClose" or "PreferSameNode" or "PreferSameZone"))
        {
            errors.NotSupported(path.Child("trafficDistribution"), spec.TrafficDistribution,
                "PreferClose", "PreferSameNode", "PreferSameZone");
        }
    }

    private static void ValidateAddressChange(ServiceSpec spec, ServiceSpec before, FieldErrors errors)
    {
        const string Fixed = "may not change once set";
        FieldPath path = FieldPath.Spec.Child("clusterIPs");
        int now = spec.ClusterIPs.Count, was = before.ClusterIPs.Count;
        if (now == was)
        {
            for (int i = 0; i < was; i++)
            {
                if (spec.ClusterIPs[i] != before.ClusterIPs[i])
                    errors.InvalidShown(path.Index(i), Show(spec.ClusterIPs), Fixed);
            }
            return;
        }
        if (was > now && now == 0)
            errors.InvalidShown(path.Index(0), "null", "primary clusterIP can not be unset");
        if (was > 0 && now > 0 && spec.ClusterIPs[0] != before.ClusterIPs[0])
            errors.InvalidShown(path.Index(0), Show(spec.ClusterIPs), Fixed);
        if (was > now && now == 1 && spec.IpFamilyPolicy != "SingleStack")
        {
            errors.Invalid(FieldPath.Spec.Child("ipFamilyPolicy"), spec.IpFamilyPolicy ?? "null",
                "must be set to 'SingleStack' when releasing the secondary clusterIP");
        }
    }

    private static void ValidateFamilyChange(ServiceSpec spec, ServiceSpec before, FieldErrors errors)
    {
        const string Fixed = "may not change once set";
        FieldPath first = FieldPath.Spec.Child("ipFamilies").Index(0);
        int now = spec.IpFamilies.Count, was = before.IpFamilies.Count;
        if (now == was)
        {
            for (int i = 0; i < was; i++)
            {
                if (spec.IpFamilies[i] != before.IpFamilies[i])
                    errors.InvalidShown(first, Show(spec.IpFamilies), Fixed);
            }
            return;
        }
        if (was > now && spec.ClusterIPs.Count == 0)
            errors.InvalidShown(first, "null", "primary ipFamily can not be unset");
        if (was > 0 && now > 0 && spec.IpFamilies[0] != before.IpFamilies[0])
            errors.InvalidShown(first, Show(spec.ClusterIPs), Fixed);
        if (was > now && now == 1 && spec.IpFamilyPolicy != "SingleStack")
        {
            errors.Invalid(FieldPath.Spec.Child("ipFamilyPolicy"), spec.IpFamilyPolicy ?? "null",
                "must be set to 'SingleStack' when releasing the secondary ipFamily");
        }
    }

    private static void CheckQualified(string text, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        NameRules.CheckQualifiedName(text, ref complaints);
        complaints.Report(path, text, errors);
    }
}
