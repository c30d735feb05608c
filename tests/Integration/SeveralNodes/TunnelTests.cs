using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;

namespace Kubesharp.Tests.Integration.SeveralNodes;

/// <summary>Nodes that share no link: Pods reach each other through VXLAN.</summary>
[Collection(SeveralNodesCollection.Name)]
public sealed class TunnelTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    [Fact]
    public async Task Pods_reach_each_other_through_the_tunnel_until_the_node_leaves()
    {
        TestMachine first = cluster.Machines[0], second = cluster.Machines[1];
        await cluster.ApplyAsync(TestCluster.Workload("DaemonSet", "far", 0) + TestCluster.Service("far", "far", ""));
        IReadOnlyList<TestPod> pods = await cluster.PodsAsync("far", 2);
        Assert.Equal(["n1", "n2"], pods.Select(static pod => pod.Node));
        Assert.Contains("dev kubesharp.1", first.Network.Run("ip route show proto 107"), StringComparison.Ordinal);

        // With its own address, both ways: nothing translates inside of the Pods' network.
        Assert.Equal($"{pods[1].Name} {pods[0].Address}", await cluster.FetchAsync(pods[0], $"{pods[1].Address}:8080"));
        Assert.Equal($"{pods[0].Name} {pods[1].Address}", await cluster.FetchAsync(pods[1], $"{pods[0].Address}:8080"));
        // As large packets as a Pod can send go through.
        Assert.Equal("1450", (await cluster.Kubectl.RunAsync(
            "exec", pods[1].Name, "--", "cat", "/sys/class/net/eth0/mtu")).Trim());
        string large = $"http://{pods[0].Address}:8080/large";
        Assert.Equal("1000000", (await cluster.Kubectl.RunAsync(
            "exec", pods[1].Name, "--", "sh", "-c", $"timeout 10 wget -qO- {large} | wc -c")).Trim());
        // By the name of a Service, from a Pod of a node that only joined: both answer in time.
        HashSet<string> answers = [];
        for (int i = 0; i < 40 && answers.Count < 2; i++)
            answers.Add((await cluster.FetchAsync(pods[1], "far.default.svc.cluster.local")).Split(' ')[0]);
        Assert.Equal(pods.Select(static pod => pod.Name).ToHashSet(), answers);
        // A node itself reaches a Pod of another.
        Assert.Contains(
            pods[1].Name,
            (await Commands.RunAsync("nsenter",
            [
                "--net=/run/netns/" + first.Network.Name, "curl", "-s", "-m", "5",
                $"http://{pods[1].Address}:8080/cgi-bin/who",
            ])).Succeeded(), StringComparison.Ordinal);

        await second.KillAsync();
        await cluster.Kubectl.RunAsync("delete", "node", "n2");
        while (first.Network.Try("ip link show kubesharp.1").Code == 0)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Empty(first.Network.Run("ip route show proto 107").Trim());

        // It comes back with its certificates, as a new Node, and is given the network that its Pods have.
        cluster.Join(second);
        await cluster.ReadyAsync(2);
        pods = await cluster.PodsAsync("far", 2);
        Assert.Equal("n2", pods[1].Node);
        Assert.Equal("10.42.1.0/24", await cluster.Kubectl.RunAsync(
            "get", "node", "n2", "-o", "jsonpath={.spec.podCIDR}"));
        Assert.Equal($"{pods[1].Name} {pods[0].Address}", await cluster.FetchAsync(pods[0], $"{pods[1].Address}:8080"));
    }
}
