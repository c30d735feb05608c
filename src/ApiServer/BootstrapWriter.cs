using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Bootstrap;

namespace Kubesharp.ApiServer;

/// <summary>
/// What must be there before the first client: default namespaces, roles and priorities, the authority of
/// clients, the networks of Services, and the Service <c>kubernetes</c> that leads Pods to this server.
/// </summary>
internal sealed class BootstrapWriter(ApiServer server, KubernetesService kubernetes)
{
    private readonly ITransport transport = server.TransportFor(Users.ServerUser, "kube-apiserver");

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (!server.Options.Bootstrap)
            return;
        IReadOnlyList<Status> refusals =
            await new BootstrapObjects(transport, server.Caches, server.Options.MetricsApi)
                .ReconcileAsync(cancellationToken);
        foreach (Status refusal in refusals)
            server.Options.Log($"a default object was refused: {refusal.Message}", null);
        if (server.Options.ClientAuthority is not null)
            await ClientAuthorityMap.For(server).EnsureAsync(server.Time.GetUtcNow(), cancellationToken);
        if (server.Tokens is not null)
            await new LegacyTokenTracking(server).BeginAsync(cancellationToken);
        await new DefaultServiceNetwork(
            transport, [.. server.Allocators.Addresses.Configured.Select(static range => range.Network)],
            message => server.Options.Log(message, null)).EnsureAsync(server.Time.GetUtcNow(), cancellationToken);
        await kubernetes.EnsureAsync(cancellationToken);
    }
}
