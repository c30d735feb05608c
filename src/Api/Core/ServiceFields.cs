namespace Kubesharp.Api.Core;

/// <summary>
/// The linked fields of a Service: clusterIP and clusterIPs, and those that only some types have. Pure functions that
/// divine what the author meant; validation speaks afterwards.
/// </summary>
public static class ServiceFields
{
    public static bool NeedsAddress(Service service) =>
        service.Spec.Type is "ClusterIP" or "NodePort" or "LoadBalancer";

    public static bool NeedsNodePorts(Service service) => service.Spec.Type is "NodePort" or "LoadBalancer";

    /// <summary>Whether load balancers ask each node if it has endpoints of its own.</summary>
    public static bool NeedsHealthCheck(Service service) =>
        service.Spec is { Type: "LoadBalancer", ExternalTrafficPolicy: "Local" };

    /// <summary>Whether somebody outside can reach it, as far as its fields say.</summary>
    public static bool IsExternallyAccessible(ServiceSpec spec) =>
        spec.Type is "LoadBalancer" or "NodePort" || (spec.Type == "ClusterIP" && spec.ExternalIPs.Count > 0);

    public static bool IsHeadless(ServiceSpec spec) => spec.ClusterIPs is ["None"];

    /// <summary>The node ports that the ports name; a health check's is not among them.</summary>
    public static IEnumerable<int> NodePorts(Service service)
    {
        var seen = new HashSet<int>();
        foreach (ServicePort port in service.Spec.Ports)
        {
            if (port.NodePort != 0 && seen.Add(port.NodePort))
                yield return port.NodePort;
        }
    }

    /// <summary>An author who knows only clusterIP means the list, too.</summary>
    public static Service Linked(Service service) =>
        service.Spec is { ClusterIP.Length: > 0, ClusterIPs.Count: 0 }
            ? service with { Spec = service.Spec with { ClusterIPs = [service.Spec.ClusterIP] } }
            : service;

    /// <summary>An update that leaves out what the server gave keeps it; one that sets a half sets both.</summary>
    public static Service Linked(Service service, Service old)
    {
        ServiceSpec spec = WithAllocated(service, old);
        ServiceSpec before = old.Spec;
        if (before.ClusterIPs.Count > 0 && spec.ClusterIPs.Count == 0 && spec.ClusterIP == before.ClusterIP)
            spec = spec with { ClusterIPs = before.ClusterIPs };
        if (spec.ClusterIP != before.ClusterIP && spec.ClusterIPs.SequenceEqual(before.ClusterIPs))
        {
            bool cleared = before.ClusterIP.Length > 0 && spec.ClusterIP.Length == 0;
            spec = spec with { ClusterIPs = cleared ? [] : [spec.ClusterIP] };
        }
        return ReferenceEquals(spec, service.Spec) ? service : service with { Spec = spec };
    }

    /// <summary>
    /// Takes away what the new type does not have, where the author left it as it was: who changed a value must hear
    /// that it does not fit.
    /// </summary>
    public static Service WithoutStale(Service service, Service old)
    {
        ServiceSpec spec = service.Spec, before = old.Spec;
        if (NeedsAddress(old) && !NeedsAddress(service))
        {
            if (spec.ClusterIPs.SequenceEqual(before.ClusterIPs))
                spec = spec with { ClusterIP = "", ClusterIPs = [] };
            if (spec.IpFamilies.SequenceEqual(before.IpFamilies))
                spec = spec with { IpFamilies = [] };
            if (spec.IpFamilyPolicy == before.IpFamilyPolicy)
                spec = spec with { IpFamilyPolicy = null };
        }
        if (NeedsNodePorts(old) && !NeedsNodePorts(service)
            && NodePorts(service).ToHashSet().SetEquals(NodePorts(old)))
        {
            spec = spec with
            {
                Ports = Lists.Change(spec.Ports, static port => port.NodePort == 0 ? port : port with { NodePort = 0 }),
            };
        }
        if (NeedsHealthCheck(old) && !NeedsHealthCheck(service)
            && spec.HealthCheckNodePort == before.HealthCheckNodePort)
        {
            spec = spec with { HealthCheckNodePort = 0 };
        }
        if (before.Type == "LoadBalancer" && spec.Type != "LoadBalancer")
        {
            if (spec.AllocateLoadBalancerNodePorts == before.AllocateLoadBalancerNodePorts)
                spec = spec with { AllocateLoadBalancerNodePorts = null };
            if (spec.LoadBalancerClass == before.LoadBalancerClass)
                spec = spec with { LoadBalancerClass = null };
        }
        if (IsExternallyAccessible(before) && !IsExternallyAccessible(spec)
            && spec.ExternalTrafficPolicy == before.ExternalTrafficPolicy)
        {
            spec = spec with { ExternalTrafficPolicy = "" };
        }
        return ReferenceEquals(spec, service.Spec) ? service : service with { Spec = spec };
    }

    private static ServiceSpec WithAllocated(Service service, Service old)
    {
        ServiceSpec spec = service.Spec, before = old.Spec;
        if (NeedsAddress(old) && NeedsAddress(service))
        {
            if (spec.ClusterIP.Length == 0 && before.ClusterIP.Length > 0)
                spec = spec with { ClusterIP = before.ClusterIP };
            if (spec.ClusterIPs.Count == 0 && before.ClusterIPs.Count > 0 && spec.ClusterIP == before.ClusterIP)
                spec = spec with { ClusterIPs = before.ClusterIPs };
        }
        if (NeedsNodePorts(old) && NeedsNodePorts(service))
            spec = spec with { Ports = WithNodePorts(service, old) };
        if (NeedsHealthCheck(old) && NeedsHealthCheck(service) && spec.HealthCheckNodePort == 0
            && before.HealthCheckNodePort != 0)
        {
            spec = spec with { HealthCheckNodePort = before.HealthCheckNodePort };
        }
        return spec;
    }

    private static IReadOnlyList<ServicePort> WithNodePorts(Service service, Service old)
    {
        HashSet<int> used = [.. NodePorts(service).Intersect(NodePorts(old))];
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ServicePort port in old.Spec.Ports)
            byName[port.Name] = port.NodePort;
        return Lists.Change(service.Spec.Ports, port =>
        {
            int known = port.NodePort == 0 ? byName.GetValueOrDefault(port.Name) : 0;
            return known == 0 || used.Contains(known) ? port : port with { NodePort = known };
        });
    }
}
