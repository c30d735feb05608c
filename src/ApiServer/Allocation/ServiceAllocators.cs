using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Gives Services their cluster addresses and node ports. What is taken is known from the Services themselves: it is
/// read back when the server starts, so nothing about it is stored.
/// </summary>
public sealed class ServiceAllocators
{
    // The share of a range that random choice avoids: upstream's bands, at least 16 and at most 256 addresses.
    private const int AddressBandMin = 16;
    private const int AddressBandMax = 256;
    private const int AddressBandShare = 16;
    private const int PortBandMin = 16;
    private const int PortBandMax = 128;
    private const int PortBandShare = 32;

    private readonly NumberPool addresses;
    private readonly NumberPool ports;
    private readonly IPNetwork network;
    private readonly int nodePortFirst;
    private readonly int nodePortLast;

    public ServiceAllocators(IPNetwork network, int nodePortFirst, int nodePortLast, Entropy entropy)
    {
        if (network.BaseAddress.AddressFamily != AddressFamily.InterNetwork)
            throw new ArgumentException("the range of service addresses must be IPv4", nameof(network));
        this.network = network;
        this.nodePortFirst = nodePortFirst;
        this.nodePortLast = nodePortLast;
        // The network's own address and its broadcast address are nobody's.
        int count = (int)Math.Min((1L << (32 - network.PrefixLength)) - 2, 1 << 20);
        addresses = new(
            Number(network.BaseAddress) + 1, count,
            Math.Min(count, Math.Clamp(count / AddressBandShare, AddressBandMin, AddressBandMax)), entropy);
        int portCount = nodePortLast - nodePortFirst + 1;
        ports = new(
            nodePortFirst, portCount,
            Math.Min(portCount, Math.Clamp(portCount / PortBandShare, PortBandMin, PortBandMax)), entropy);
    }

    /// <summary>The first address of the range: the Service <c>kubernetes</c>.</summary>
    public string FirstAddress => Address(Number(network.BaseAddress) + 1);

    /// <summary>Marks what a stored Service has as taken; at start, before the first write.</summary>
    public void Restore(Service service)
    {
        if (HasAddress(service) && IPAddress.TryParse(service.Spec.ClusterIP, out IPAddress? address)
            && address.AddressFamily == AddressFamily.InterNetwork)
        {
            addresses.TryTake(Number(address));
        }
        foreach (int port in NodePorts(service))
            ports.TryTake(port);
    }

    /// <summary>What a write needs: taken, or an error; other kinds need nothing.</summary>
    public AllocationLease Allocate(
        ResourceDefinition definition, ApiObject value, ApiObject? old, bool dryRun, FieldErrors errors)
    {
        if (value is not Service service)
            return AllocationLease.None(value);
        Service? before = old as Service;
        List<Action> undo = [];
        service = WithOldValues(service, before);
        service = WithAddress(service, before, undo, errors);
        service = WithPorts(service, before, undo, errors);
        Action release = () => undo.ForEach(static one => one());
        if (errors.Any || dryRun)
        {
            release();
            return AllocationLease.None(service);
        }
        return new(service, release, () => ReleaseDropped(before, service));
    }

    /// <summary>Frees what a deleted object had.</summary>
    public void Release(ResourceDefinition definition, ApiObject deleted)
    {
        if (deleted is Service service)
            ReleaseDropped(service, null);
    }

    private void ReleaseDropped(Service? before, Service? after)
    {
        if (before is null)
            return;
        if (HasAddress(before) && before.Spec.ClusterIP != after?.Spec.ClusterIP
            && IPAddress.TryParse(before.Spec.ClusterIP, out IPAddress? address))
        {
            addresses.Release(Number(address));
        }
        List<int> kept = after is null ? [] : [.. NodePorts(after)];
        foreach (int port in NodePorts(before))
        {
            if (!kept.Contains(port))
                ports.Release(port);
        }
    }

    // An update that leaves out what the server gave keeps it.
    private static Service WithOldValues(Service service, Service? before)
    {
        if (before is null)
            return service;
        ServiceSpec spec = service.Spec;
        if (NeedsAddress(before) && NeedsAddress(service) && spec.ClusterIP.Length == 0)
            spec = spec with { ClusterIP = before.Spec.ClusterIP, ClusterIPs = before.Spec.ClusterIPs };
        if (NeedsPorts(before) && NeedsPorts(service))
        {
            spec = spec with
            {
                Ports = [.. spec.Ports.Select(port => port.NodePort != 0 ? port : port with
                {
                    NodePort = before.Spec.Ports
                        .FirstOrDefault(one => one.Port == port.Port && one.Protocol == port.Protocol)?.NodePort ?? 0,
                })],
            };
        }
        return service with { Spec = spec };
    }

    private Service WithAddress(Service service, Service? before, List<Action> undo, FieldErrors errors)
    {
        ServiceSpec spec = service.Spec;
        if (!NeedsAddress(service))
        {
            bool hadAddress = before is not null && HasAddress(before);
            return hadAddress && spec.ClusterIP == before!.Spec.ClusterIP
                ? service with { Spec =
                    spec with { ClusterIP = "", ClusterIPs = [], IpFamilies = [], IpFamilyPolicy = null } }
                : service;
        }
        FieldPath field = FieldPath.Spec.Child("clusterIPs");
        string wanted = spec.ClusterIP.Length > 0 ? spec.ClusterIP : spec.ClusterIPs.Count > 0 ? spec.ClusterIPs[0]
            : "";
        if (wanted.Length == 0)
        {
            if (addresses.TakeAny() is not { } number)
            {
                errors.InternalError(field, "failed to allocate a serviceIP: range is full");
                return service;
            }
            undo.Add(() => addresses.Release(number));
            wanted = Address(number);
        }
        else if (wanted != "None" && wanted != before?.Spec.ClusterIP)
        {
            if (!TakeAddress(wanted, undo, field, errors))
                return service;
        }
        return service with
        {
            Spec = spec with
            {
                ClusterIP = wanted,
                ClusterIPs = [wanted],
                IpFamilies = spec.IpFamilies.Count > 0 ? spec.IpFamilies : ["IPv4"],
                IpFamilyPolicy = spec.IpFamilyPolicy ?? "SingleStack",
            },
        };
    }

    private bool TakeAddress(string wanted, List<Action> undo, FieldPath field, FieldErrors errors)
    {
        string shown = $"[\"{wanted}\"]";
        if (!IPAddress.TryParse(wanted, out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetwork)
            return true; // Not an address: the strategy's validation says so.
        int number = Number(address);
        if (!network.Contains(address) || !addresses.Contains(number))
        {
            errors.InvalidShown(
                field, shown,
                $"failed to allocate IP {wanted}: the provided IP ({wanted}) is not in the valid range. The range of "
                + $"valid IPs is {network}");
            return false;
        }
        if (!addresses.TryTake(number))
        {
            errors.InvalidShown(field, shown, $"failed to allocate IP {wanted}: provided IP is already allocated");
            return false;
        }
        undo.Add(() => addresses.Release(number));
        return true;
    }

    private Service WithPorts(Service service, Service? before, List<Action> undo, FieldErrors errors)
    {
        ServiceSpec spec = service.Spec;
        if (!NeedsPorts(service))
        {
            bool clear = before is not null && NeedsPorts(before);
            return clear
                ? service with { Spec =
                    spec with { Ports = [.. spec.Ports.Select(static port => port with { NodePort = 0 })] } }
                : service;
        }
        HashSet<int> own = before is null ? [] : [.. NodePorts(before)];
        List<ServicePort> result = new(spec.Ports.Count);
        bool allocates = spec.Type != "LoadBalancer" || spec.AllocateLoadBalancerNodePorts != false;
        for (int index = 0; index < spec.Ports.Count; index++)
        {
            ServicePort port = spec.Ports[index];
            FieldPath field = FieldPath.Spec.Child("ports").Index(index).Child("nodePort");
            if (port.NodePort != 0)
                TakePort(port.NodePort, own, undo, field, errors);
            else if (allocates && TakeAnyPort(own, undo, field, errors) is { } number)
                port = port with { NodePort = number };
            result.Add(port);
        }
        spec = spec with { Ports = result };
        if (spec is { Type: "LoadBalancer", ExternalTrafficPolicy: "Local" })
        {
            FieldPath field = FieldPath.Spec.Child("healthCheckNodePort");
            if (spec.HealthCheckNodePort != 0)
                TakePort(spec.HealthCheckNodePort, own, undo, field, errors);
            else if (TakeAnyPort(own, undo, field, errors) is { } number)
                spec = spec with { HealthCheckNodePort = number };
        }
        return service with { Spec = spec };
    }

    private void TakePort(int number, HashSet<int> own, List<Action> undo, FieldPath field, FieldErrors errors)
    {
        // One number may serve two protocols of the same Service.
        if (own.Contains(number))
            return;
        if (!ports.Contains(number))
        {
            errors.Invalid(
                field, number,
                $"provided port is not in the valid range. The range of valid ports is {nodePortFirst}-{nodePortLast}");
        }
        else if (!ports.TryTake(number))
        {
            errors.Invalid(field, number, "provided port is already allocated");
        }
        else
        {
            own.Add(number);
            undo.Add(() => ports.Release(number));
        }
    }

    private int? TakeAnyPort(HashSet<int> own, List<Action> undo, FieldPath field, FieldErrors errors)
    {
        if (ports.TakeAny() is not { } number)
        {
            errors.InternalError(field, "failed to allocate a nodePort: range is full");
            return null;
        }
        own.Add(number);
        undo.Add(() => ports.Release(number));
        return number;
    }

    private static bool NeedsAddress(Service service) => service.Spec.Type != "ExternalName";

    private static bool NeedsPorts(Service service) => service.Spec.Type is "NodePort" or "LoadBalancer";

    private static bool HasAddress(Service service) =>
        NeedsAddress(service) && service.Spec.ClusterIP is { Length: > 0 } and not "None";

    private static IEnumerable<int> NodePorts(Service service)
    {
        foreach (ServicePort port in service.Spec.Ports)
        {
            if (port.NodePort != 0)
                yield return port.NodePort;
        }
        if (service.Spec.HealthCheckNodePort != 0)
            yield return service.Spec.HealthCheckNodePort;
    }

    private static int Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    private static string Address(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }
}
