using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Networking;
using Kubesharp.Api.Transport;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>
/// The ServiceCIDR <c>kubernetes</c>: the networks that the server was started with, as an object that allocation
/// reads. It is made when it is missing, gains the second family when the server has one, and is marked ready; what
/// somebody else wrote into it is never overwritten.
/// </summary>
internal sealed class DefaultServiceNetwork(ITransport transport, IReadOnlyList<string> networks, Action<string> log)
{
    public const string Name = "kubernetes";

    private static readonly GroupVersionResource Networks = new("networking.k8s.io", "v1", "servicecidrs");

    public async Task EnsureAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        ApiRequest request = new() { Verb = Verb.Get, Resource = Networks, Name = Name };
        ApiResponse response = await transport.SendAsync(request, cancellationToken);
        if (response.Object is not ServiceCIDR found)
        {
            response = await transport.SendAsync(
                new()
                {
                    Verb = Verb.Create,
                    Resource = Networks,
                    Body = new ServiceCIDR { Metadata = new() { Name = Name }, Spec = new() { Cidrs = networks } },
                },
                cancellationToken);
            if (response.Error?.Reason == StatusReason.AlreadyExists)
                response = await transport.SendAsync(request, cancellationToken);
            if (response.Object is not ServiceCIDR created)
            {
                log($"the default ServiceCIDR can not be created: {response.Error?.Message}");
                return;
            }
            found = created;
        }
        if (networks.Count == 2 && found.Spec.Cidrs.Count == 1 && found.Spec.Cidrs[0] == networks[0])
        {
            response = await transport.SendAsync(
                request with { Verb = Verb.Update, Body = found with { Spec = new() { Cidrs = networks } } },
                cancellationToken);
            if (response.Object is not ServiceCIDR widened)
            {
                log($"the default ServiceCIDR can not get a second family: {response.Error?.Message}");
                return;
            }
            found = widened;
        }
        await MarkReadyAsync(found, now, cancellationToken);
    }

    private async Task MarkReadyAsync(ServiceCIDR network, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (network.Metadata.DeletionTimestamp is not null)
            return;
        if (!network.Spec.Cidrs.SequenceEqual(networks))
        {
            log($"the default ServiceCIDR [{string.Join(' ', network.Spec.Cidrs)}] does not match the networks that "
                + $"this server was started with: [{string.Join(' ', networks)}]");
            return;
        }
        if (network.Status.Conditions.Any(static one => one is { Type: "Ready", Status: "True" or "False" }))
            return;
        Condition ready = new()
        {
            Type = "Ready",
            Status = "True",
            Message = "Kubernetes default Service CIDR is ready",
            LastTransitionTime = new Time(now),
        };
        ApiResponse response = await transport.SendAsync(
            new()
            {
                Verb = Verb.Update,
                Resource = Networks,
                Name = Name,
                Subresource = "status",
                Body = network with
                {
                    Status = new()
                    {
                        Conditions =
                        [
                            .. network.Status.Conditions.Where(static one => one.Type != "Ready"), ready,
                        ],
                    },
                },
            },
            cancellationToken);
        if (response.Error is { } refused)
            log($"the default ServiceCIDR can not be marked ready: {refused.Message}");
    }
}
