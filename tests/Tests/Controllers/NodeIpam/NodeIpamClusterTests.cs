using System.Net;
using Kubesharp.Api.Core;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Controllers;
using Kubesharp.Controllers.NodeIpam;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.NodeIpam;

public sealed class NodeIpamClusterTests
{
    [Fact] // E105
    public async Task Nodes_get_networks_of_their_own_and_give_them_back()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions
            {
                Nodes = new SimulatedNodesOptions { Count = 0 },
                Tuning = new ControllerTuning
                {
                    NodeNetworks = new NodeNetworkOptions
                    {
                        Cluster = [IPNetwork.Parse("10.42.0.0/23"), IPNetwork.Parse("fd42::/48")],
                        Services = [IPNetwork.Parse("10.43.0.0/16")],
                    },
                },
            },
            patience.Token);
        foreach (string name in (string[])["a", "b", "c"])
        {
            Assert.Null((await cluster.Client.CreateAsync(
                new Node { Metadata = new() { Name = name } }, patience.Token)).Error);
            if (name != "c")
                await cluster.UntilAsync<Node>("", name, static node => node.Spec.PodCIDRs.Count == 2, patience.Token);
        }
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        Informer<Event> events = cluster.Watching<Event>(done.Token);
        while (true)
        {
            Task next = events.NextChange;
            if (events.List("default").Any(static one => one.Reason == "CIDRNotAvailable"))
                break;
            await next.WaitAsync(patience.Token);
        }
        await done.CancelAsync();

        Assert.Null(await cluster.Client.DeleteAsync<Node>(new("", "a"), null, patience.Token));
        Node last = await cluster.UntilAsync<Node>(
            "", "c", static node => node.Spec.PodCIDRs.Count == 2, patience.Token);

        Assert.Equal(["10.42.0.0/24", "fd42:0:0:2::/64"], last.Spec.PodCIDRs);
        Assert.Equal("10.42.0.0/24", last.Spec.PodCIDR);
    }
}
