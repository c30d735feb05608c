using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.ServiceAccounts;

/// <summary>E097: every namespace has what Pods verify the API server with.</summary>
public sealed class RootCaPublisherTests
{
    private const string Name = "kube-root-ca.crt";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task E097_EveryNamespaceHasTheAuthorityAndKeepsIt()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        ApiResult<Namespace> made = await cluster.Client.CreateAsync(
            new Namespace { Metadata = new() { Name = "shop" } }, patience.Token);
        Assert.True(made.Error is null, made.Error?.ToString());
        ConfigMap map = await cluster.UntilAsync<ConfigMap>("shop", Name, static _ => true, patience.Token);
        string due = Assert.Single(map.Data, static entry => entry.Key == "ca.crt").Value;
        Assert.Contains("kubernetes.io/description", map.Metadata.Annotations.Keys);

        ApiResult<ConfigMap> spoilt = await cluster.Client.UpdateAsync(
            map with { Data = new Dictionary<string, string> { ["ca.crt"] = "another", ["more"] = "x" } },
            patience.Token);
        Assert.True(spoilt.Error is null, spoilt.Error?.ToString());
        await cluster.UntilAsync<ConfigMap>(
            "shop", Name, one => one.Data.Count == 1 && one.Data["ca.crt"] == due, patience.Token);
        Assert.Null(await cluster.Client.DeleteAsync<ConfigMap>(new("shop", Name), null, patience.Token));
        await cluster.UntilAsync<ConfigMap>(
            "shop", Name, one => one.Metadata.Uid != map.Metadata.Uid && one.Data["ca.crt"] == due, patience.Token);
    }
}
