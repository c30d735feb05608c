using System.Net;
using Kubesharp.Api.Core;
using Kubesharp.Client;

namespace Kubesharp;

/// <summary>
/// The Service <c>kube-dns</c>: says where the cluster's DNS answers and keeps that address from being given away. It
/// has
/// no selector and no endpoints, because the nodes themselves answer at the address.
/// </summary>
internal static class DnsService
{
    /// <summary>Creates it when it is missing. Returns why not, or null.</summary>
    public static async Task<ApiError?> EnsureAsync(
        ApiClient client, IPAddress address, CancellationToken cancellationToken)
    {
        Service service = new()
        {
            Metadata = new()
            {
                Namespace = "kube-system",
                Name = "kube-dns",
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
        ApiResult<Service> stored = await client.GetAsync<Service>(ObjectKey.Of(service), cancellationToken);
        if (stored.Error is not { IsNotFound: true })
            return stored.Error;
        ApiResult<Service> created = await client.CreateAsync(service, cancellationToken);
        return created.Error is { IsAlreadyExists: false } refusal ? refusal : null;
    }
}
