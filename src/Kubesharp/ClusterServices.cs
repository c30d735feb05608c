using System.Net;
using System.Net.Sockets;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Options;
using EndpointPort = Kubesharp.Api.Core.EndpointPort;
using SlicePort = Kubesharp.Api.Discovery.EndpointPort;

namespace Kubesharp;

/// <summary>
/// The two Services that every cluster has: <c>kubernetes</c>, through which Pods reach this server, and
/// <c>kube-dns</c>, which says where the cluster's DNS answers.
/// </summary>
internal sealed class ClusterServices(ApiClient client, ClusterNetwork network, IPAddress advertised, int port)
{
    private const string Name = "kubernetes";
    private static readonly ObjectKey ServerKey = new("default", Name);
    private static readonly ObjectKey DnsKey = new("kube-system", "kube-dns");

    /// <summary>Creates what is missing and points it here. Returns what went wrong; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> ReconcileAsync(bool withDns, CancellationToken cancellationToken)
    {
        List<string> problems = [];
        await EnsureAsync(ServerService(network.FirstService), static stored => stored, cancellationToken, problems);
        if (withDns)
            await EnsureAsync(DnsService(network.Dns), static stored => stored, cancellationToken, problems);
        if (IPAddress.IsLoopback(advertised))
            return problems; // Nobody but this machine reaches it, and Kubernetes forbids such endpoints.

        Endpoints endpoints = ServerEndpoints();
        await EnsureAsync(endpoints, stored => stored with { Subsets = endpoints.Subsets }, cancellationToken, problems);
        EndpointSlice slice = ServerSlice();
        await EnsureAsync(slice, stored => stored with { Endpoints = slice.Endpoints, Ports = slice.Ports },
            cancellationToken, problems);
        return problems;
    }

    private async Task EnsureAsync<T>(
        T desired, Func<T, T> adjust, CancellationToken cancellationToken, List<string> problems)
        where T : ApiObject
    {
        ObjectKey key = ObjectKey.Of(desired);
        ApiResult<T> result = await client.GetAsync<T>(key, cancellationToken);
        if (result.Value is { } stored)
        {
            T adjusted = adjust(stored);
            result = adjusted.Equals(stored) ? result : await client.UpdateAsync(adjusted, cancellationToken);
        }
        else if (result.Error is { IsNotFound: true })
        {
            result = await client.CreateAsync(desired, cancellationToken);
        }
        if (result.Error is { } error)
            problems.Add($"{desired.GetType().Name} {key}: {error.Message}");
    }

    private Endpoints ServerEndpoints() => new()
    {
        Metadata = new()
        {
            Namespace = ServerKey.Namespace,
            Name = Name,
            // The slice is ours too; a mirror of this object would be a second one.
            Labels = new Dictionary<string, string> { ["endpointslice.kubernetes.io/skip-mirror"] = "true" },
        },
        Subsets =
        [
            new EndpointSubset
            {
                Addresses = [new EndpointAddress { Ip = advertised.ToString() }],
                Ports = [new EndpointPort { Name = "https", Port = port, Protocol = "TCP" }],
            },
        ],
    };

    private EndpointSlice ServerSlice() => new()
    {
        Metadata = new()
        {
            Namespace = ServerKey.Namespace,
            Name = Name,
            Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = Name },
        },
        AddressType = advertised.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4",
        Endpoints = [new Endpoint { Addresses = [advertised.ToString()], Conditions = new() { Ready = true } }],
        Ports = [new SlicePort { Name = "https", Port = port, Protocol = "TCP" }],
    };

    private Service ServerService(IPAddress address) => new()
    {
        Metadata = new()
        {
            Namespace = ServerKey.Namespace,
            Name = Name,
            Labels = new Dictionary<string, string> { ["component"] = "apiserver", ["provider"] = "kubernetes" },
        },
        Spec = new()
        {
            Type = "ClusterIP",
            ClusterIP = address.ToString(),
            Ports = [new ServicePort { Name = "https", Port = 443, TargetPort = port, Protocol = "TCP" }],
        },
    };

    // No selector and no endpoints: the nodes themselves answer at this address.
    private static Service DnsService(IPAddress address) => new()
    {
        Metadata = new()
        {
            Namespace = DnsKey.Namespace,
            Name = DnsKey.Name,
            Labels = new Dictionary<string, string> { ["k8s-app"] = "kube-dns" },
        },
        Spec = new()
        {
            Type = "ClusterIP",
            ClusterIP = address.ToString(),
            Ports =
            [
                new ServicePort { Name = "dns", Port = 53, TargetPort = 53, Protocol = "UDP" },
                new ServicePort { Name = "dns-tcp", Port = 53, TargetPort = 53, Protocol = "TCP" },
            ],
        },
    };
}
