using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Networking;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Authentication;
using AddressObject = Kubesharp.Api.Networking.IPAddress;
using EventObject = Kubesharp.Api.Events.Event;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Compares Services with the addresses and ports that are taken, and mends the difference: what a crash between two
/// writes left behind, what somebody deleted by hand. It runs before the server is ready, every few minutes, and
/// when an IPAddress is deleted.
/// </summary>
/// <remarks>One loop runs it; its memory of suspects and reports is that loop's.</remarks>
internal sealed class AllocationRepair(ApiServer server, ServiceAllocators allocators)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(3);
    // The longest that a request may take: an address this young may belong to a Service that is being written.
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(60);
    // So often a port must be found without a Service before it counts as leaked.
    private const int LooksBeforeRelease = 3;
    private const int ReportsMax = 1024;
    private const string AddressReporter = "ipallocator-repair-controller";
    private const string PortReporter = "portallocator-repair-controller";

    private static readonly GroupVersionResource Services = new("", "v1", "services");

    private readonly ITransport transport = server.TransportFor(Users.ServerUser, "kube-apiserver");
    private readonly Dictionary<int, int> suspects = [];
    private readonly HashSet<string> reported = new(StringComparer.Ordinal);
    private TaskCompletionSource wake = Loop.NewSignal();

    /// <summary>Asks for a look soon.</summary>
    public void Wake() => Volatile.Read(ref wake).TrySetResult();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource signal = Loop.NewSignal();
            Volatile.Write(ref wake, signal);
            try
            {
                await signal.Task.WaitAsync(Pause, server.Time, cancellationToken);
            }
            catch (TimeoutException)
            {
            }
            await RunOnceAsync(cancellationToken);
        }
    }

    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Service> services = [.. server.Caches.List(Services, "").Cast<Service>()];
        foreach (Service service in services)
            await RepairAddressesAsync(service, cancellationToken);
        foreach (ApiObject address in server.Caches.List(AddressAllocator.Addresses, ""))
            await RepairLeakAsync((AddressObject)address, cancellationToken);
        await RepairPortsAsync(services, cancellationToken);
    }

    private async ValueTask RepairAddressesAsync(Service service, CancellationToken cancellationToken)
    {
        if (service.Spec.Type == "ExternalName" || service.Spec.ClusterIPs is ["None", ..])
            return;
        foreach (string text in service.Spec.ClusterIPs)
        {
            if (!AddressRules.TryParse(text, out System.Net.IPAddress address))
            {
                await ReportAsync(service, "ClusterIPNotValid", "ClusterIPValidation",
                    $"Cluster IP {text} is not a valid IP; please recreate Service", cancellationToken);
                continue;
            }
            string family = AddressRules.FamilyName(address);
            if (!allocators.Addresses.IsInRange(address))
            {
                await ReportAsync(service, "ClusterIPOutOfRange", "ClusterIPAllocation",
                    $"Cluster IP [{family}]: {text} is not within any configured Service CIDR; please recreate service",
                    cancellationToken);
                continue;
            }
            await RepairAddressAsync(service, AddressRules.Text(address), family, cancellationToken);
        }
    }

    private async ValueTask RepairAddressAsync(
        Service service, string address, string family, CancellationToken cancellationToken)
    {
        if (server.Caches.Get(AddressAllocator.Addresses, "", address) is not AddressObject held)
        {
            await ReportAsync(service, "ClusterIPNotAllocated", "ClusterIPAllocation",
                $"Cluster IP [{family}]: {address} is not allocated; repairing", cancellationToken);
            await allocators.Addresses.CreateAsync(address, service, cancellationToken);
            return;
        }
        ParentReference? parent = held.Spec.ParentRef;
        bool own = parent is { Group: "", Resource: "services" }
            && parent.Namespace == service.Metadata.Namespace && parent.Name == service.Metadata.Name;
        if (own && HasLabels(held, family))
            return;
        if (!own && parent is { Group: "", Resource: "services" }
            && server.Caches.Get(Services, parent.Namespace, parent.Name) is Service other
            && other.Spec.ClusterIPs.Contains(address))
        {
            await ReportAsync(service, "ClusterIPAlreadyAllocated", "ClusterIPAllocation",
                $"Cluster IP [{family}]:{address} was assigned to multiple services; please recreate service",
                cancellationToken);
            return;
        }
        if (!own)
        {
            await ReportAsync(service, "ClusterIPNotAllocated", "ClusterIPAllocation",
                $"the ClusterIP [{family}]: {address} for Service {service.Metadata.Namespace}/{service.Metadata.Name} "
                + "has a wrong reference; repairing", cancellationToken);
        }
        await allocators.Addresses.ReleaseAsync(address);
        await allocators.Addresses.CreateAsync(address, service, cancellationToken);
    }

    private async ValueTask RepairLeakAsync(AddressObject address, CancellationToken cancellationToken)
    {
        if (address.Metadata.Labels.GetValueOrDefault(AddressAllocator.ManagedByLabel) != AddressAllocator.ManagedBy)
            return;
        string name = address.Metadata.Name;
        if (address.Spec.ParentRef is not { Group: "", Resource: "services" } parent)
        {
            await ReportAsync(address, "IPAddressNotAllocated", "IPAddressAllocation",
                $"IPAddress {name} appears to have been modified, not referencing a Service: cleaning up",
                cancellationToken);
        }
        else if (server.Caches.Get(Services, parent.Namespace, parent.Name) is Service service)
        {
            if (service.Spec.ClusterIPs.Contains(name))
                return;
            await ReportAsync(address, "IPAddressWrongReference", "IPAddressAllocation",
                $"IPAddress: {name} for Service {parent.Namespace}/{parent.Name} has a wrong reference; cleaning up",
                cancellationToken);
        }
        else
        {
            DateTimeOffset created = address.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;
            if (server.Time.GetUtcNow() - created <= Young)
                return;
            await ReportAsync(address, "IPAddressNotAllocated", "IPAddressAllocation",
                $"IPAddress: {name} for Service {parent.Namespace}/{parent.Name} appears to have leaked: cleaning up",
                cancellationToken);
        }
        await allocators.Addresses.ReleaseAsync(name);
    }

    private async ValueTask RepairPortsAsync(IReadOnlyList<Service> services, CancellationToken cancellationToken)
    {
        Dictionary<int, string> stored = new(await allocators.NodePorts.ListAsync(cancellationToken));
        HashSet<int> used = [];
        foreach (Service service in services)
        {
            string owner = $"{service.Metadata.Namespace}/{service.Metadata.Name}";
            foreach (int port in PortsOf(service))
            {
                if (!allocators.NodePorts.Contains(port))
                {
                    await ReportAsync(service, "PortOutOfRange", "PortAllocation",
                        $"Port {port} is not within the port range {allocators.NodePorts.Range}; "
                        + "please recreate service", cancellationToken);
                }
                else if (!used.Add(port))
                {
                    await ReportAsync(service, "PortAlreadyAllocated", "PortAllocation",
                        $"Port {port} was assigned to multiple services; please recreate service", cancellationToken);
                }
                else if (!stored.ContainsKey(port))
                {
                    await ReportAsync(service, "PortNotAllocated", "PortAllocation",
                        $"Port {port} is not allocated; repairing", cancellationToken);
                    await allocators.NodePorts.TakeAsync(port, owner, dryRun: false, cancellationToken);
                }
            }
        }
        foreach (int port in suspects.Keys.Where(port => used.Contains(port) || !stored.ContainsKey(port)).ToArray())
            suspects.Remove(port);
        foreach (int port in stored.Keys.Where(port => !used.Contains(port)))
        {
            int looks = suspects[port] = suspects.GetValueOrDefault(port) + 1;
            if (looks < LooksBeforeRelease)
                continue;
            suspects.Remove(port);
            await allocators.NodePorts.ReleaseAsync(port);
        }
    }

    // A number with two protocols is one port; with the same protocol twice it is a mistake to report.
    private static IEnumerable<int> PortsOf(Service service)
    {
        HashSet<(int Port, string Protocol)> seen = [];
        HashSet<int> numbers = [];
        foreach (ServicePort port in service.Spec.Ports)
        {
            if (port.NodePort == 0)
                continue;
            bool sameProtocol = !seen.Add((port.NodePort, port.Protocol));
            if (numbers.Add(port.NodePort) || sameProtocol)
                yield return port.NodePort;
        }
        int health = service.Spec.HealthCheckNodePort;
        if (health != 0 && (!numbers.Contains(health) || seen.Contains((health, "TCP"))))
            yield return health;
    }

    private static bool HasLabels(AddressObject address, string family) =>
        address.Metadata.Labels.GetValueOrDefault(AddressAllocator.FamilyLabel) == family
        && address.Metadata.Labels.GetValueOrDefault(AddressAllocator.ManagedByLabel) == AddressAllocator.ManagedBy;

    private async ValueTask ReportAsync(
        ApiObject about, string reason, string action, string note, CancellationToken cancellationToken)
    {
        // The same finding at each look would be told over and over.
        if (reported.Count >= ReportsMax)
            reported.Clear();
        if (!reported.Add($"{about.Kind}/{about.Metadata.Uid}/{reason}/{note}"))
            return;
        DateTimeOffset now = server.Time.GetUtcNow();
        string reporter = action == "PortAllocation" ? PortReporter : AddressReporter;
        string @namespace = about.Metadata.Namespace.Length > 0 ? about.Metadata.Namespace : "default";
        string suffix = (now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks).ToString("x", CultureInfo.InvariantCulture);
        ApiResponse response = await transport.SendAsync(
            new()
            {
                Verb = Verb.Create,
                Resource = new("events.k8s.io", "v1", "events"),
                Namespace = @namespace,
                Body = new EventObject
                {
                    Metadata = new() { Name = $"{about.Metadata.Name}.{suffix}", Namespace = @namespace },
                    EventTime = new MicroTime(now),
                    ReportingController = reporter,
                    ReportingInstance = reporter + "-kube-apiserver",
                    Action = action,
                    Reason = reason,
                    Type = "Warning",
                    Note = note,
                    Regarding = new()
                    {
                        ApiVersion = about.ApiVersion,
                        Kind = about.Kind,
                        Namespace = about.Metadata.Namespace,
                        Name = about.Metadata.Name,
                        Uid = about.Metadata.Uid,
                        ResourceVersion = about.Metadata.ResourceVersion,
                    },
                },
            },
            cancellationToken);
        if (response.Error is { } refused)
            server.Options.Log($"an event about {about.Metadata.Name} was refused: {refused.Message}", null);
    }
}
