using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Gives Services their cluster addresses and node ports when they are written, and takes them back when they go. What
/// is taken is stored: addresses as IPAddress objects, node ports as keys beside them; <see cref="AllocationRepair"/>
/// mends what a crash left half done.
/// </summary>
public sealed class ServiceAllocators
{
    private readonly ITransport transport;

    internal ServiceAllocators(ApiServer server, ApiServerOptions options)
    {
        string[] networks = options.SecondaryServiceNetwork is { } secondary
            ? [options.ServiceNetwork.ToString(), secondary.ToString()]
            : [options.ServiceNetwork.ToString()];
        Addresses = new(server, networks);
        if (Addresses.Families.Distinct().Count() != networks.Length)
        {
            throw new ArgumentException(
                $"the networks of Services must be of different families: {string.Join(", ", networks)}");
        }
        NodePorts = new(options.Store, options.NodePortFirst, options.NodePortLast, options.Entropy);
        Repair = new(server, this);
        transport = server.TransportFor(Users.ServerUser, "kube-apiserver");
    }

    internal AddressAllocator Addresses { get; }
    internal NodePortAllocator NodePorts { get; }
    internal AllocationRepair Repair { get; }

    /// <summary>The first address of the default range: the Service <c>kubernetes</c>.</summary>
    public string FirstAddress => Addresses.Configured[0].First;

    /// <summary>What a write needs: taken, or an error; other kinds need nothing.</summary>
    public async ValueTask<AllocationLease> AllocateAsync(
        ApiObject value, ApiObject? old, bool dryRun, CancellationToken cancellationToken)
    {
        if (value is not Service service)
            return AllocationLease.None(value);
        ServiceAllocation allocation = new(Addresses, NodePorts, old as Service, dryRun);
        try
        {
            (service, Status? error) = await allocation.RunAsync(service, cancellationToken);
            if (error is null)
                return new(service, allocation.UndoAsync, allocation.KeepAsync);
            await allocation.UndoAsync();
            return AllocationLease.Refused(service, error);
        }
        catch (OperationCanceledException)
        {
            await allocation.UndoAsync();
            throw;
        }
    }

    /// <summary>Frees what a deleted object had.</summary>
    public async ValueTask ReleaseAsync(ApiObject deleted)
    {
        if (deleted is Kubesharp.Api.Networking.IPAddress)
            Repair.Wake();
        if (deleted is not Service service)
            return;
        // Endpoints have no owner that would take them along.
        await transport.SendAsync(
            new()
            {
                Verb = Verb.Delete,
                Resource = new("", "v1", "endpoints"),
                Namespace = service.Metadata.Namespace,
                Name = service.Metadata.Name,
            },
            CancellationToken.None);
        if (service.Spec.Type != "ExternalName" && service.Spec.ClusterIPs is not ["None", ..])
        {
            foreach (string address in service.Spec.ClusterIPs)
                await Addresses.ReleaseAsync(address);
        }
        foreach (int port in ServiceFields.NodePorts(service))
            await NodePorts.ReleaseAsync(port);
        if (ServiceFields.NeedsHealthCheck(service) && service.Spec.HealthCheckNodePort > 0)
            await NodePorts.ReleaseAsync(service.Spec.HealthCheckNodePort);
    }
}
