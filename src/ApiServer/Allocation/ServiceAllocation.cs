using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// What one write of a Service takes and gives up. Used by one call: first <see cref="RunAsync"/>, then either
/// <see cref="KeepAsync"/> or <see cref="UndoAsync"/>.
/// </summary>
internal sealed class ServiceAllocation(
    AddressAllocator addresses, NodePortAllocator nodePorts, Service? before, bool dryRun)
{
    private static readonly FieldPath Ports = FieldPath.Spec.Child("ports");

    private readonly List<string> takenAddresses = [];
    private readonly List<int> takenPorts = [];
    private readonly List<string> droppedAddresses = [];
    private readonly List<int> droppedPorts = [];

    /// <summary>The Service with all that it needs; a refusal leaves what was taken so far to be undone.</summary>
    public async ValueTask<(Service Service, Status? Error)> RunAsync(
        Service service, CancellationToken cancellationToken)
    {
        FieldErrors errors = new();
        service = ServiceFamilies.Complete(service, before, [.. addresses.Families], errors);
        if (errors.Any)
            return (service, errors.ToStatus("", "Service", service.Metadata.Name));
        (service, Status? error) = await WithAddressesAsync(service, cancellationToken);
        if (error is not null)
            return (service, error);
        (service, error) = await WithPortsAsync(service, cancellationToken);
        if (error is not null)
            return (service, error);
        return await WithHealthPortAsync(service, cancellationToken);
    }

    /// <summary>The write is stored: what it gave up is free.</summary>
    public async ValueTask KeepAsync()
    {
        foreach (string address in droppedAddresses)
            await addresses.ReleaseAsync(address);
        foreach (int port in droppedPorts)
            await nodePorts.ReleaseAsync(port);
    }

    /// <summary>The write did not happen: what it took is free again.</summary>
    public async ValueTask UndoAsync()
    {
        foreach (string address in takenAddresses)
            await addresses.ReleaseAsync(address);
        foreach (int port in takenPorts)
            await nodePorts.ReleaseAsync(port);
        takenAddresses.Clear();
        takenPorts.Clear();
    }

    private async ValueTask<(Service Service, Status? Error)> WithAddressesAsync(
        Service service, CancellationToken cancellationToken)
    {
        ServiceSpec spec = service.Spec;
        if (before is null || before.Spec.Type == "ExternalName")
            return await TakeAddressesAsync(service, 0, cancellationToken);
        if (ServiceFamilies.KeepsPreference(service, before) || before.Spec.ClusterIPs is ["None"])
            return (service, null);
        if (spec.Type == "ExternalName")
        {
            droppedAddresses.AddRange(before.Spec.ClusterIPs);
            return (service, null);
        }
        if (before.Spec.IpFamilies.Count == 1 && spec.IpFamilies.Count == 2)
            return await TakeAddressesAsync(service, 1, cancellationToken);
        if (before.Spec.IpFamilies.Count == 2 && spec.IpFamilies.Count == 1 && before.Spec.ClusterIPs.Count == 2)
            droppedAddresses.Add(before.Spec.ClusterIPs[1]);
        return (service, null);
    }

    private async ValueTask<(Service Service, Status? Error)> TakeAddressesAsync(
        Service service, int from, CancellationToken cancellationToken)
    {
        ServiceSpec spec = service.Spec;
        if (spec.Type == "ExternalName" || spec.ClusterIPs is ["None", ..])
            return (service, null);
        List<string> taken = [.. spec.ClusterIPs];
        while (taken.Count < spec.IpFamilies.Count)
            taken.Add("");
        for (int i = from; i < spec.IpFamilies.Count; i++)
        {
            if (taken[i].Length > 0)
            {
                if (await addresses.TakeAsync(taken[i], service, dryRun, cancellationToken) is { } problem)
                    return (service, Refused(service, taken[i], problem));
            }
            else
            {
                (string? address, string why) = await addresses.TakeAnyAsync(
                    spec.IpFamilies[i], service, dryRun, cancellationToken);
                if (address is null)
                    return (service, StatusErrors.Internal($"failed to allocate a serviceIP: {why}"));
                taken[i] = address;
            }
            if (!dryRun)
                takenAddresses.Add(taken[i]);
        }
        return (service with { Spec = spec with { ClusterIP = taken[0], ClusterIPs = taken } }, null);
    }

    private static Status Refused(Service service, string address, string problem)
    {
        FieldErrors errors = new();
        errors.InvalidShown(FieldPath.Spec.Child("clusterIPs"), ServiceRules.Show(service.Spec.ClusterIPs),
            $"failed to allocate IP {address}: {problem}");
        return errors.ToStatus("", "Service", service.Metadata.Name);
    }

    private async ValueTask<(Service Service, Status? Error)> WithPortsAsync(
        Service service, CancellationToken cancellationToken)
    {
        HashSet<int> own = before is null ? [] : [.. ServiceFields.NodePorts(before)];
        if (service.Spec.Type is not ("NodePort" or "LoadBalancer"))
        {
            droppedPorts.AddRange(own);
            return (service, null);
        }
        bool allocates = service.Spec.Type == "NodePort" || service.Spec.AllocateLoadBalancerNodePorts != false;
        List<ServicePort> ports = [.. service.Spec.Ports];
        HashSet<int> kept = [];
        Dictionary<int, int> byNumber = [];
        for (int i = 0; i < ports.Count; i++)
        {
            ServicePort port = ports[i];
            if (port.NodePort == 0 && !allocates)
                continue;
            // On create the protocols of one port share a node port unasked; on update each says what it wants.
            int shared = before is null ? byNumber.GetValueOrDefault(port.Port) : 0;
            int wanted = port.NodePort != 0 || before is not null ? port.NodePort
                : shared != 0 ? shared : SameNumber(ports, port.Port);
            bool has = before is null ? wanted == shared : own.Contains(wanted) || kept.Contains(wanted);
            if (wanted == 0)
            {
                if (await nodePorts.TakeAnyAsync(Owner(service), dryRun, cancellationToken) is not { } any)
                    return (service, StatusErrors.Internal($"failed to allocate a nodePort: {NodePortAllocator.Full}"));
                Took(any);
                wanted = any;
            }
            else if (!has)
            {
                string? problem = await nodePorts.TakeAsync(wanted, Owner(service), dryRun, cancellationToken);
                if (problem is not null)
                    return (service, Refused(service, i, wanted, problem));
                Took(wanted);
            }
            kept.Add(wanted);
            byNumber.TryAdd(port.Port, wanted);
            ports[i] = port with { NodePort = wanted };
        }
        droppedPorts.AddRange(own.Where(port => !kept.Contains(port)));
        return (service with { Spec = service.Spec with { Ports = ports } }, null);
    }

    private async ValueTask<(Service Service, Status? Error)> WithHealthPortAsync(
        Service service, CancellationToken cancellationToken)
    {
        bool needed = before is not null && ServiceFields.NeedsHealthCheck(before);
        bool needs = ServiceFields.NeedsHealthCheck(service);
        int port = service.Spec.HealthCheckNodePort;
        if (needed && !needs)
            droppedPorts.Add(before!.Spec.HealthCheckNodePort);
        if (needed || !needs)
            return (service, null);
        if (port != 0)
        {
            if (await nodePorts.TakeAsync(port, Owner(service), dryRun, cancellationToken) is { } problem)
            {
                return (service, StatusErrors.Internal(
                    $"failed to allocate requested HealthCheck NodePort {port}: {problem}"));
            }
            Took(port);
            return (service, null);
        }
        if (await nodePorts.TakeAnyAsync(Owner(service), dryRun, cancellationToken) is not { } any)
        {
            return (service, StatusErrors.Internal(
                $"failed to allocate a HealthCheck NodePort 0: {NodePortAllocator.Full}"));
        }
        Took(any);
        return (service with { Spec = service.Spec with { HealthCheckNodePort = any } }, null);
    }

    private void Took(int port)
    {
        if (!dryRun)
            takenPorts.Add(port);
    }

    private static int SameNumber(List<ServicePort> ports, int number)
    {
        foreach (ServicePort port in ports)
        {
            if (port.Port == number && port.NodePort != 0)
                return port.NodePort;
        }
        return 0;
    }

    private static Status Refused(Service service, int index, int nodePort, string problem)
    {
        FieldErrors errors = new();
        errors.Invalid(Ports.Index(index).Child("nodePort"), nodePort, problem);
        return errors.ToStatus("", "Service", service.Metadata.Name);
    }

    private static string Owner(Service service) => $"{service.Metadata.Namespace}/{service.Metadata.Name}";
}
