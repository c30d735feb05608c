using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Discovery;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Bootstrap;

namespace Kubesharp.ApiServer;

/// <summary>
/// What must be there before the first client: default namespaces, roles and priorities, and the Service
/// <c>kubernetes</c> that leads Pods to this server.
/// </summary>
internal sealed class BootstrapWriter(ApiServer server)
{
    private const string Name = "kubernetes";
    private const int ServicePort = 443;
    private const int PortDefault = 6443;

    private readonly ITransport transport = server.TransportFor(Users.ServerUser, "kube-apiserver");

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (!server.Options.Bootstrap)
            return;
        IReadOnlyList<Status> refusals =
            await new BootstrapObjects(transport, server.Caches).ReconcileAsync(cancellationToken);
        foreach (Status refusal in refusals)
            server.Options.Log($"a default object was refused: {refusal.Message}", null);
        // The Service is always there; only a server that others can reach has endpoints to name.
        await EnsureAsync(
            new("", "v1", "services"), Service(server.Options.Advertised?.Port ?? PortDefault), cancellationToken);
        if (server.Options.Advertised is { } advertised)
            await WriteEndpointsAsync(advertised, cancellationToken);
    }

    private async Task WriteEndpointsAsync(IPEndPoint advertised, CancellationToken cancellationToken)
    {
        string address = advertised.Address.ToString();
        await Task.WhenAll(
            EnsureAsync(new("", "v1", "endpoints"), new Endpoints
            {
                Metadata = Metadata(new() { ["endpointslice.kubernetes.io/skip-mirror"] = "true" }),
                Subsets =
                [
                    new()
                    {
                        Addresses = [new() { Ip = address }],
                        Ports = [new() { Name = "https", Port = advertised.Port, Protocol = "TCP" }],
                    },
                ],
            }, cancellationToken),
            EnsureAsync(new("discovery.k8s.io", "v1", "endpointslices"), new EndpointSlice
            {
                Metadata = Metadata(new() { ["kubernetes.io/service-name"] = Name }),
                AddressType = "IPv4",
                Endpoints = [new() { Addresses = [address], Conditions = new() { Ready = true } }],
                Ports = [new() { Name = "https", Port = advertised.Port, Protocol = "TCP" }],
            }, cancellationToken));
    }

    private Service Service(int targetPort) => new()
    {
        Metadata = Metadata(new() { ["component"] = "apiserver", ["provider"] = "kubernetes" }),
        Spec = new()
        {
            Type = "ClusterIP",
            ClusterIP = server.Allocators.FirstAddress,
            ClusterIPs = [server.Allocators.FirstAddress],
            IpFamilies = ["IPv4"],
            IpFamilyPolicy = "SingleStack",
            SessionAffinity = "None",
            InternalTrafficPolicy = "Cluster",
            Ports =
            [
                new() { Name = "https", Port = ServicePort, Protocol = "TCP", TargetPort = targetPort },
            ],
        },
    };

    private static ObjectMeta Metadata(Dictionary<string, string> labels) =>
        new() { Name = Name, Namespace = "default", Labels = labels };

    // Creates, or brings an object of an earlier start, when this server had another address, up to date.
    private async Task EnsureAsync(GroupVersionResource resource, ApiObject wanted, CancellationToken cancellationToken)
    {
        ApiRequest request = new()
        {
            Verb = Verb.Create,
            Resource = resource,
            Namespace = "default",
            Body = wanted,
        };
        ApiResponse response = await transport.SendAsync(request, cancellationToken);
        if (response.Error?.Reason == StatusReason.AlreadyExists)
            response = await transport.SendAsync(request with { Verb = Verb.Update, Name = Name }, cancellationToken);
        if (response.Error is { } error)
            server.Options.Log($"{resource.Resource} \"{Name}\" was refused: {error.Message}", null);
    }
}
