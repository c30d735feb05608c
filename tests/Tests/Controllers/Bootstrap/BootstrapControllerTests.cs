using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Controllers.Bootstrap;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.Bootstrap;

public sealed class BootstrapControllerTests
{
    private const string Signature = "jws-kubeconfig-abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BootstrapToken Token = new("abcdef", "0123456789abcdef");

    [Fact]
    public void Every_token_that_is_meant_for_it_signs_and_stale_signatures_go()
    {
        Dictionary<string, string> data = new()
        {
            ["kubeconfig"] = "content", ["jws-kubeconfig-gone00"] = "old", ["note"] = "kept",
        };
        BootstrapToken ended = new("ended0", "0123456789abcdef"), silent = new("silent", "0123456789abcdef");
        Secret mute = silent.ToSecret(null, []);
        Secret[] secrets =
        [
            Token.ToSecret(Now.AddMinutes(5), []), ended.ToSecret(Now, []),
            mute with
            {
                Data = new Dictionary<string, Bytes>(mute.Data)
                {
                    [BootstrapToken.SigningKey] = Bytes.FromUtf8("false"),
                },
            },
            new() { Metadata = new() { Name = "other", Namespace = "kube-system" }, Type = "Opaque" },
        ];
        (IReadOnlyDictionary<string, string>? signed, TimeSpan? ends) = BootstrapSigner.Sign(data, secrets, Now);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["kubeconfig"] = "content", ["note"] = "kept", [Signature] = Token.SignatureOf("content"),
            },
            new Dictionary<string, string>(signed!));
        Assert.Equal(TimeSpan.FromMinutes(5), ends);
        Assert.Null(BootstrapSigner.Sign(signed!, secrets, Now).Data); // Nothing to change any more.
        Assert.Equal(
            ["kubeconfig", "note"], BootstrapSigner.Sign(signed!, secrets, Now.AddMinutes(5)).Data!.Keys.Order());
        Assert.Null(BootstrapSigner.Sign(new Dictionary<string, string>(), secrets, Now).Data);
    }

    [Fact]
    public async Task The_ConfigMap_follows_the_tokens_and_tokens_that_have_ended_go()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        await CreateAsync(cluster, new ConfigMap
        {
            Metadata = new() { Name = "cluster-info", Namespace = "kube-public" },
            Data = new Dictionary<string, string> { ["kubeconfig"] = "content" },
        }, patience.Token);
        await CreateAsync(cluster, Token.ToSecret(null, []), patience.Token);
        await cluster.UntilAsync<ConfigMap>(
            "kube-public", "cluster-info",
            static map => map.Data.GetValueOrDefault(Signature) == Token.SignatureOf("content"), patience.Token);

        Assert.Null(await cluster.Client.DeleteAsync<Secret>(
            new("kube-system", Token.SecretName), null, patience.Token));
        await cluster.UntilAsync<ConfigMap>(
            "kube-public", "cluster-info", static map => !map.Data.ContainsKey(Signature), patience.Token);

        BootstrapToken ended = new("ended0", "0123456789abcdef");
        Secret made = await CreateAsync(
            cluster, ended.ToSecret(TimeProvider.System.GetUtcNow().AddSeconds(-1), []), patience.Token);
        await cluster.UntilGoneAsync<Secret>("kube-system", made.Metadata.Name, patience.Token);
    }

    private static async Task<T> CreateAsync<T>(InProcessCluster cluster, T value, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> made = await cluster.Client.CreateAsync(value, cancellationToken);
        Assert.True(made.Error is null, made.Error?.ToString());
        return made.Value!;
    }
}
