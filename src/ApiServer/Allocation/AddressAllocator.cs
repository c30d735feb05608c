using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Networking;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Authentication;
using AddressObject = Kubesharp.Api.Networking.IPAddress;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Cluster addresses. Who holds an address is an IPAddress object of that name, written through the API: the store
/// decides between two who want the same one, whichever server they talk to. The ranges are the ServiceCIDR objects
/// that are ready.
/// </summary>
/// <remarks>Holds no state of its own; safe from any thread.</remarks>
internal sealed class AddressAllocator
{
    /// <summary>Who manages the IPAddress objects of Services.</summary>
    public const string ManagedBy = "ipallocator.k8s.io";
    public const string ManagedByLabel = "ipaddress.kubernetes.io/managed-by";
    public const string FamilyLabel = "ipaddress.kubernetes.io/ip-family";

    public const string Full = "range is full";
    private const string NoRange = "the provided network does not match the current range";
    private const string Taken = "provided IP is already allocated";

    public static readonly GroupVersionResource Addresses = new("networking.k8s.io", "v1", "ipaddresses");
    public static readonly GroupVersionResource Networks = new("networking.k8s.io", "v1", "servicecidrs");

    private readonly ApiServer server;
    private readonly ITransport transport;
    private readonly IReadOnlyList<AddressRange> configured;

    public AddressAllocator(ApiServer server, IReadOnlyList<string> networks)
    {
        this.server = server;
        transport = server.TransportFor(Users.ServerUser, "kube-apiserver");
        configured = [.. networks.Select(static network => AddressRange.Parse(network)
            ?? throw new ArgumentException(
                $"{network} is no range for Services: an IPv4 network, or an IPv6 network of /64 or smaller"))];
    }

    /// <summary>The families that this server gives addresses of, its default first.</summary>
    public IEnumerable<string> Families => configured.Select(static range => range.Family);

    /// <summary>The ranges that the server was started with, its default first.</summary>
    public IReadOnlyList<AddressRange> Configured => configured;

    /// <summary>Whether an address lies in any ServiceCIDR, ready or not.</summary>
    public bool IsInRange(System.Net.IPAddress address) => Ranges(readyOnly: false).Any(one => one.Contains(address));

    /// <summary>Takes an address that the user named.</summary>
    /// <returns>Why not; null when it is taken.</returns>
    public async ValueTask<string?> TakeAsync(
        string address, Service owner, bool dryRun, CancellationToken cancellationToken)
    {
        if (!AddressRules.TryParse(address, out System.Net.IPAddress parsed))
            return AddressRules.NotAnAddress;
        if (!Ranges(readyOnly: true).Any(range => range.Contains(parsed)))
            return NoRange;
        if (dryRun)
            return null;
        Status? error = await CreateAsync(AddressRules.Text(parsed), owner, cancellationToken);
        return error?.Reason == StatusReason.AlreadyExists ? Taken : error?.Message;
    }

    /// <summary>Takes a free address of a family.</summary>
    public async ValueTask<(string? Address, string Problem)> TakeAnyAsync(
        string family, Service owner, bool dryRun, CancellationToken cancellationToken)
    {
        foreach (AddressRange range in Ranges(readyOnly: true).Where(range => range.Family == family))
        {
            if (dryRun)
                return (range.Base, "");
            foreach (string candidate in range.Candidates(server.Entropy))
            {
                if (server.Caches.Get(Addresses, "", candidate) is not null)
                    continue;
                Status? error = await CreateAsync(candidate, owner, cancellationToken);
                if (error is null)
                    return (candidate, "");
                // Somebody was faster, on this server or another.
                if (error.Reason != StatusReason.AlreadyExists)
                    return (null, error.Message);
            }
        }
        return (null, Full);
    }

    /// <summary>
    /// Gives an address back. That it is gone already is fine; whatever else fails is found by the next repair.
    /// </summary>
    public async ValueTask ReleaseAsync(string address)
    {
        if (!AddressRules.TryParse(address, out System.Net.IPAddress parsed))
            return;
        await transport.SendAsync(
            new() { Verb = Verb.Delete, Resource = Addresses, Name = AddressRules.Text(parsed) },
            CancellationToken.None);
    }

    /// <returns>Why it could not be created; null when it is there.</returns>
    public async ValueTask<Status?> CreateAsync(string address, Service owner, CancellationToken cancellationToken)
    {
        ApiResponse response = await transport.SendAsync(
            new() { Verb = Verb.Create, Resource = Addresses, Body = ObjectFor(address, owner) }, cancellationToken);
        return response.Error;
    }

    internal static AddressObject ObjectFor(string address, Service owner) => new()
    {
        Metadata = new()
        {
            Name = address,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [FamilyLabel] = AddressRules.IsIPv6(address) ? "IPv6" : "IPv4",
                [ManagedByLabel] = ManagedBy,
            },
        },
        Spec = new()
        {
            ParentRef = new()
            {
                Resource = "services",
                Namespace = owner.Metadata.Namespace,
                Name = owner.Metadata.Name,
            },
        },
    };

    private List<AddressRange> Ranges(bool readyOnly)
    {
        IReadOnlyList<ApiObject> networks = server.Caches.List(Networks, "");
        // Before the default one is written there is only what the server was started with.
        if (networks.Count == 0)
            return [.. configured];
        List<AddressRange> ranges = [];
        foreach (ServiceCIDR network in networks.Cast<ServiceCIDR>())
        {
            if (readyOnly && !IsReady(network))
                continue;
            foreach (string cidr in network.Spec.Cidrs)
            {
                if (AddressRange.Parse(cidr) is { } range)
                    ranges.Add(range);
            }
        }
        return ranges;
    }

    // A network that no controller has looked at yet counts as ready, as upstream.
    private static bool IsReady(ServiceCIDR network) =>
        network.Metadata.DeletionTimestamp is null
        && !network.Status.Conditions.Any(static one => one is { Type: "Ready", Status: not "True" });
}
