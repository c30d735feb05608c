using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;

using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests;

public sealed class InProcessClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_Deployment_becomes_available_on_ten_nodes()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 10 } }, patience.Token);

        ApiResult<Deployment> created = await cluster.Client.CreateAsync(Workloads.Deployment("web", 3),
            patience.Token);
        Assert.Null(created.Error);
        Deployment available = await cluster.AvailableAsync("web", patience.Token);

        Assert.Equal(3, available.Status.ReadyReplicas);
        (ObjectList<Pod>? pods, _) = await cluster.Client.ListAsync<Pod>("default", patience.Token);
        Assert.Equal(3, pods!.Items.Count);
        Assert.All(pods.Items, static pod => Assert.StartsWith("node-", pod.Spec.NodeName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deleting_the_Deployment_takes_its_ReplicaSets_and_Pods_along()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions(), patience.Token);
        await cluster.Client.CreateAsync(Workloads.Deployment("web", 2), patience.Token);
        await cluster.AvailableAsync("web", patience.Token);
        Informer<Pod> pods = cluster.Watching<Pod>(patience.Token);
        await pods.Synced.WaitAsync(patience.Token);

        ApiError? error = await cluster.Client.DeleteAsync<Deployment>(new("default", "web"), null, patience.Token);

        Assert.Null(error);
        while (pods.List("default").Count > 0)
            await pods.NextChange.WaitAsync(patience.Token);
        (ObjectList<ReplicaSet>? left, _) = await cluster.Client.ListAsync<ReplicaSet>("default", patience.Token);
        Assert.Empty(left!.Items);
    }
}
