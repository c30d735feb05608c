using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers;

/// <summary>Controllers in a whole cluster in this process: API server, scheduler and simulated nodes.</summary>
public sealed class WorkloadClusterTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact] // E100
    public async Task A_StatefulSet_is_made_updated_and_rolled_back_in_order()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(1, patience.Token);
        Expect(await cluster.Client.CreateAsync(Workloads.StatefulSet("db", 3), patience.Token));
        StatefulSet first = await cluster.UntilAsync<StatefulSet>("db", IsDone, patience.Token);
        Assert.Equal(first.Status.CurrentRevision, first.Status.UpdateRevision);

        await PatchImageAsync<StatefulSet>(cluster, "db", "db:2", patience.Token);
        StatefulSet second = await cluster.UntilAsync<StatefulSet>("db", IsDone, patience.Token);
        Assert.NotEqual(first.Status.CurrentRevision, second.Status.CurrentRevision);

        await PatchImageAsync<StatefulSet>(cluster, "db", "db:1", patience.Token);
        StatefulSet third = await cluster.UntilAsync<StatefulSet>("db", IsDone, patience.Token);
        Assert.Equal(first.Status.CurrentRevision, third.Status.CurrentRevision); // the old revision, renumbered
        (ObjectList<ControllerRevision>? revisions, _) =
            await cluster.Client.ListAsync<ControllerRevision>("default", patience.Token);
        Assert.Equal([2, 3], revisions!.Items.Select(static revision => revision.Revision).Order());

        static bool IsDone(StatefulSet set) => set.Status.ObservedGeneration >= set.Metadata.Generation
            && set.Status is { AvailableReplicas: 3, UpdatedReplicas: 3 }
            && set.Status.CurrentRevision == set.Status.UpdateRevision;
    }

    [Fact] // E100
    public async Task A_DaemonSet_stands_on_every_node_also_on_cordoned_and_new_ones()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(3, patience.Token);
        await cluster.UntilAsync<Node>("", "node-1", static _ => true, patience.Token);
        Assert.Null((await cluster.Client.PatchAsync<Node>(
            new("", "node-1"), PatchType.Merge, """{"spec":{"unschedulable":true}}""", patience.Token)).Error);

        Expect(await cluster.Client.CreateAsync(Workloads.DaemonSet("logs"), patience.Token));
        await cluster.UntilAsync<DaemonSet>("logs", static daemonSet => daemonSet.Status is
            { DesiredNumberScheduled: 3, NumberAvailable: 3, UpdatedNumberScheduled: 3 }, patience.Token);

        await PatchImageAsync<DaemonSet>(cluster, "logs", "logs:2", patience.Token);
        await cluster.UntilAsync<DaemonSet>("logs", static daemonSet =>
            daemonSet.Status.ObservedGeneration >= daemonSet.Metadata.Generation
            && daemonSet.Status is { NumberAvailable: 3, UpdatedNumberScheduled: 3 }, patience.Token);
        (ObjectList<Pod>? pods, _) = await cluster.Client.ListAsync<Pod>("default", patience.Token);
        Assert.Equal(["node-0", "node-1", "node-2"], pods!.Items
            .Where(static pod => pod.Metadata.DeletionTimestamp is null)
            .Select(static pod => pod.Spec.NodeName).Order());
    }

    [Fact]
    public async Task A_ReplicationController_keeps_its_number_and_adopts_what_matches()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await StartAsync(1, patience.Token);
        await cluster.UntilAsync<ServiceAccount>("default", static _ => true, patience.Token); // Pods need it.
        Expect(await cluster.Client.CreateAsync(
            Workloads.Pod("stray", labels: Workloads.Labels("old")), patience.Token));
        Expect(await cluster.Client.CreateAsync(Workloads.ReplicationController("old", 2), patience.Token));

        await cluster.UntilAsync<ReplicationController>(
            "old", static controller => controller.Status is { AvailableReplicas: 2, Replicas: 2 }, patience.Token);

        Pod stray = await cluster.UntilAsync<Pod>("stray", static _ => true, patience.Token);
        Assert.Equal("old", Assert.Single(stray.Metadata.OwnerReferences).Name);
    }

    private static Task<InProcessCluster> StartAsync(int nodes, CancellationToken cancellationToken) =>
        InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = nodes } }, cancellationToken);

    private static async Task PatchImageAsync<T>(
        InProcessCluster cluster, string name, string image, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> patched = await cluster.Client.PatchAsync<T>(
            new("default", name), PatchType.Strategic, $$"""
            {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "{{image}}" } ] } } } }
            """, cancellationToken);
        Assert.Null(patched.Error);
    }

    private static void Expect<T>(ApiResult<T> result)
        where T : class => Assert.Null(result.Error);
}
