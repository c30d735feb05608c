using System.Globalization;
using System.Net;
using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>
/// The Service <c>kubernetes</c> and its endpoints: how Pods reach the API. Each server of the cluster renews a key in
/// the store; all of them write the addresses of those that do, so that a server that is gone is not sent to.
/// </summary>
/// <remarks>One loop runs it after the first call.</remarks>
internal sealed class KubernetesService
{
    private const string Name = "kubernetes";
    private const string Namespace = "default";
    private const string SkipMirror = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeasePrefix = "/registry/masterleases/";
    private const int ServicePort = 443;
    private const int PortDefault = 6443;

    // Upstream's times: looked at every ten seconds, gone after fifteen.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    private static readonly GroupVersionResource Services = new("", "v1", "services");
    private static readonly GroupVersionResource EndpointsResource = new("", "v1", "endpoints");
    private static readonly GroupVersionResource Slices = new("discovery.k8s.io", "v1", "endpointslices");

    private readonly ApiServer server;
    private readonly ITransport transport;

    public KubernetesService(ApiServer server)
    {
        this.server = server;
        transport = server.TransportFor(Users.ServerUser, "kube-apiserver");
    }

    /// <summary>Nobody else reaches a server on a loopback address: it is no endpoint.</summary>
    private IPEndPoint? Advertised =>
        server.Options.Advertised is { } advertised && !IPAddress.IsLoopback(advertised.Address) ? advertised : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Period, server.Time, cancellationToken);
            await EnsureAsync(cancellationToken);
        }
    }

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await EnsureServiceAsync(cancellationToken);
        if (Advertised is not { } advertised)
            return;
        await RenewAsync(advertised.Address, cancellationToken);
        await EnsureEndpointsAsync(advertised.Port, cancellationToken);
    }

    /// <summary>Others stop sending to this server, as long as there are others.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (Advertised is not { } advertised)
            return;
        try
        {
            await server.Storage.Store.WriteAsync(
                StoreWrite.Delete(Key(advertised.Address), null), cancellationToken);
            await EnsureEndpointsAsync(advertised.Port, cancellationToken);
        }
        catch (StoreException exception)
        {
            // The lease runs out by itself.
            server.Options.Log("the endpoint of this server stays for a while", exception);
        }
    }

    private async Task EnsureServiceAsync(CancellationToken cancellationToken)
    {
        // Looked for first: creating it over again would ask for an address that it has itself.
        if (server.Caches.Get(Services, Namespace, Name) is not null)
            return;
        await SendAsync(
            new() { Verb = Verb.Create, Resource = Services, Namespace = Namespace, Body = Desired() },
            cancellationToken);
    }

    private Service Desired() => new()
    {
        Metadata = new()
        {
            Name = Name,
            Namespace = Namespace,
            Labels = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["component"] = "apiserver",
                ["provider"] = "kubernetes",
            },
        },
        Spec = new()
        {
            Type = "ClusterIP",
            ClusterIP = server.Allocators.FirstAddress,
            ClusterIPs = [server.Allocators.FirstAddress],
            IpFamilyPolicy = "SingleStack",
            SessionAffinity = "None",
            InternalTrafficPolicy = "Cluster",
            Ports =
            [
                new()
                {
                    Name = "https",
                    Port = ServicePort,
                    Protocol = "TCP",
                    TargetPort = server.Options.Advertised?.Port ?? PortDefault,
                },
            ],
        },
    };

    private async Task RenewAsync(IPAddress address, CancellationToken cancellationToken)
    {
        byte[] renewed = Encoding.ASCII.GetBytes(
            server.Time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        await server.Storage.Store.WriteAsync(StoreWrite.Put(Key(address), renewed, null), cancellationToken);
    }

    private async Task<IReadOnlyList<string>> LiveAsync(CancellationToken cancellationToken)
    {
        RangeResult leases = await server.Storage.Store.RangeAsync(LeasePrefix, "", 0, cancellationToken);
        long now = server.Time.GetUtcNow().ToUnixTimeMilliseconds();
        List<string> live = [];
        foreach (StoredValue lease in leases.Values)
        {
            bool readable = long.TryParse(
                lease.Value.Span, NumberStyles.None, CultureInfo.InvariantCulture, out long renewed);
            if (readable && now - renewed <= LeaseTime.TotalMilliseconds)
                live.Add(lease.Key[LeasePrefix.Length..]);
            else
                await server.Storage.Store.WriteAsync(
                    StoreWrite.Delete(lease.Key, lease.ModRevision), cancellationToken);
        }
        return live;
    }

    private async Task EnsureEndpointsAsync(int port, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> addresses = await LiveAsync(cancellationToken);
        // Better old endpoints than none: whoever asks is a server, so something is odd.
        if (addresses.Count == 0)
            return;
        Endpoints? found = server.Caches.Get(EndpointsResource, Namespace, Name) as Endpoints;
        Endpoints due = (found ?? new()) with
        {
            Metadata = Metadata(found?.Metadata, SkipMirror, "true"),
            Subsets =
            [
                new()
                {
                    Addresses = [.. addresses.Select(static address => new EndpointAddress { Ip = address })],
                    Ports = [new() { Name = "https", Port = port, Protocol = "TCP" }],
                },
            ],
        };
        await WriteAsync(EndpointsResource, found, due, cancellationToken);
        EndpointSlice? slice = server.Caches.Get(Slices, Namespace, Name) as EndpointSlice;
        EndpointSlice wanted = (slice ?? new()) with
        {
            Metadata = Metadata(slice?.Metadata, "kubernetes.io/service-name", Name),
            AddressType = AddressRules.IsIPv6(addresses[0]) ? "IPv6" : "IPv4",
            Endpoints =
            [
                .. addresses.Select(static address => new Endpoint
                {
                    Addresses = [address],
                    Conditions = new() { Ready = true },
                }),
            ],
            Ports = [new() { Name = "https", Port = port, Protocol = "TCP" }],
        };
        await WriteAsync(Slices, slice, wanted, cancellationToken);
    }

    private static ObjectMeta Metadata(ObjectMeta? found, string label, string value)
    {
        ObjectMeta metadata = found ?? new() { Name = Name, Namespace = Namespace };
        if (metadata.Labels.GetValueOrDefault(label) == value)
            return metadata;
        return metadata with
        {
            Labels = new Dictionary<string, string>(metadata.Labels, StringComparer.Ordinal) { [label] = value },
        };
    }

    private async Task WriteAsync(
        GroupVersionResource resource, ApiObject? found, ApiObject due, CancellationToken cancellationToken)
    {
        if (due.Equals(found))
            return;
        await SendAsync(
            new()
            {
                Verb = found is null ? Verb.Create : Verb.Update,
                Resource = resource,
                Namespace = Namespace,
                Name = found is null ? "" : Name,
                Body = due,
            },
            cancellationToken);
    }

    private async Task SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        ApiResponse response = await transport.SendAsync(request, cancellationToken);
        // Another server of the same cluster may have been faster.
        if (response.Error is { Reason: not (StatusReason.AlreadyExists or StatusReason.Conflict) } error)
            server.Options.Log($"{request.Resource.Resource} \"{Name}\" was refused: {error.Message}", null);
    }

    private static string Key(IPAddress address) => LeasePrefix + AddressRules.Text(address);
}
