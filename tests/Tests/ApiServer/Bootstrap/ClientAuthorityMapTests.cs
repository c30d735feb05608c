using System.Security.Cryptography.X509Certificates;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Bootstrap;

/// <summary>E087: extension servers learn whose client certificates are good, whatever the authority.</summary>
public sealed class ClientAuthorityMapTests
{
    [Fact]
    public async Task E087_TheClientAuthorityIsPublishedAndANewOneJoinsIt()
    {
        await using MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        ClusterCertificates first = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        ClusterCertificates second = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        ConfigMap map = await StartedAsync(store, first);
        Assert.Equal([first.Authority.Certificate.Thumbprint], Authorities(map));
        ConfigMap again = await StartedAsync(store, first);
        Assert.Equal(map.Metadata.ResourceVersion, again.Metadata.ResourceVersion);
        Assert.Equal(
            [first.Authority.Certificate.Thumbprint, second.Authority.Certificate.Thumbprint],
            Authorities(await StartedAsync(store, second)));
    }

    private static async Task<ConfigMap> StartedAsync(MemoryStore store, ClusterCertificates certificates)
    {
        await using Kubesharp.ApiServer.ApiServer server = new(new()
        {
            Store = store,
            ClientAuthority = certificates.Authority.Certificate,
            TokenKey = certificates.ServiceAccountKey,
        });
        await server.StartAsync(CancellationToken.None);
        ApiResponse response = await server.TransportFor(Users.ServerUser, "tests").SendAsync(
            new()
            {
                Verb = Verb.Get,
                Resource = new("", "v1", "configmaps"),
                Namespace = "kube-system",
                Name = "extension-apiserver-authentication",
            },
            CancellationToken.None);
        Assert.True(response.Error is null, response.Error?.Message);
        return (ConfigMap)response.Object!;
    }

    private static IEnumerable<string> Authorities(ConfigMap map)
    {
        X509Certificate2Collection read = [];
        read.ImportFromPem(map.Data["client-ca-file"]);
        return read.Select(static one => one.Thumbprint);
    }
}
