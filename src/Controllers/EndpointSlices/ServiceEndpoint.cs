using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.EndpointSlices;

/// <summary>
/// A port of a Service as one Pod offers it. Number is null when the Service has no ports (headless).
/// </summary>
internal sealed record ResolvedPort(string Name, string Protocol, int? Number, string? AppProtocol);

/// <summary>
/// Which Pods stand behind a Service and on which ports. Pure; shared by EndpointSlices and Endpoints.
/// </summary>
internal static class ServiceEndpoint
{
    /// <summary>Pods that have an address and are neither finished nor outside the selector.</summary>
    public static IEnumerable<Pod> PodsOf(Service service, IEnumerable<Pod> pods)
    {
        foreach (Pod pod in pods)
        {
            if (pod.Status.PodIP.Length > 0
                && pod.Status.Phase is not ("Succeeded" or "Failed")
                && Selection.Matches(service.Spec.Selector, pod.Metadata.Labels))
                yield return pod;
        }
    }

    /// <summary>
    /// The ports that this Pod serves for the Service; a named target port that it lacks is left out.
    /// </summary>
    public static IReadOnlyList<ResolvedPort> PortsOf(Service service, Pod pod)
    {
        if (service.Spec.Ports.Count == 0)
            return [];
        List<ResolvedPort> ports = [];
        foreach (ServicePort port in service.Spec.Ports)
        {
            string protocol = port.Protocol.Length == 0 ? "TCP" : port.Protocol;
            if (TargetOf(port, protocol, pod) is { } number)
                ports.Add(new(port.Name, protocol, number, port.AppProtocol));
        }
        return ports;
    }

    public static IReadOnlyList<string> AddressesOf(Pod pod, string family)
    {
        List<string> found = [];
        foreach (PodIP address in pod.Status.PodIPs)
        {
            if (FamilyOf(address.Ip) == family)
                found.Add(address.Ip);
        }
        if (found.Count == 0 && pod.Status.PodIPs.Count == 0 && FamilyOf(pod.Status.PodIP) == family)
            found.Add(pod.Status.PodIP);
        return found;
    }

    public static string FamilyOf(string address) => address.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4";

    private static int? TargetOf(ServicePort port, string protocol, Pod pod)
    {
        if (port.TargetPort is not { IsString: true } name)
            return port.TargetPort.IntValue == 0 ? port.Port : port.TargetPort.IntValue;
        foreach (Container container in pod.Spec.Containers.Concat(SidecarsOf(pod)))
        {
            foreach (ContainerPort candidate in container.Ports)
            {
                if (candidate.Name == name.StringValue
                    && (candidate.Protocol.Length == 0 ? "TCP" : candidate.Protocol) == protocol)
                    return candidate.ContainerPortValue;
            }
        }
        return null;
    }

    private static IEnumerable<Container> SidecarsOf(Pod pod) =>
        pod.Spec.InitContainers.Where(static container => container.RestartPolicy == "Always");
}
