using System.Diagnostics;
using System.Globalization;
using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>What a node goes through without its Pods noticing.</summary>
[Collection("node")]
public sealed class RobustnessTests
{
    [Fact]
    public async Task The_runtime_dies_the_server_is_away_and_a_pod_forks_without_end()
    {
        await using NodeFixture node = await NodeFixture.StartAsync(static options => options with { PodPidsMax = 30 });
        string signs = Path.Combine(node.Root, "signs");
        node.Api.Put(NodePods.Of("stays", "Always", NodePods.Shell("main", NodePods.Stay)));
        // It ends when it is told to, once.
        node.Api.Put(NodePods.Of("falls", "Always", NodePods.Shell(
            "main", "while [ ! -f /shared/fall ]; do sleep 0.1; done; rm /shared/fall; exit 3")).Sharing(signs));
        node.Api.Put(NodePods.Of("forks", "Never", NodePods.Shell(
            "main", "for i in $(seq 200); do sleep 100 & done; echo all started")));
        Pod stays = await node.WaitForPodAsync("stays", NodePods.IsReady);
        await node.WaitForPodAsync("falls", NodePods.IsReady);
        string container = NodePods.StatusOf(stays, "main").ContainerID;

        Pod forks = await node.WaitForPodAsync("forks", static pod => pod.Status.Phase == "Failed");
        Assert.Contains("can't fork", node.LogOf(forks, "main"), StringComparison.Ordinal);

        string pidFile = Path.Combine(node.Options.DataDirectory, "node", "containerd", "containerd.pid");
        int before = int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture);
        using (Process runtime = Process.GetProcessById(before))
            runtime.Kill();
        node.Api.Put(NodePods.Of("late", "Always", NodePods.Shell("main", NodePods.Stay)));
        await node.WaitForPodAsync("late", NodePods.IsReady);
        Assert.NotEqual(before, int.Parse(File.ReadAllText(pidFile), CultureInfo.InvariantCulture));
        stays = node.Api.Get<Pod>("stays")!;
        Assert.Equal(container, NodePods.StatusOf(stays, "main").ContainerID);
        Assert.Equal(0, NodePods.StatusOf(stays, "main").RestartCount);

        // Without a server the node does what it was last told; the server hears of it later.
        node.Api.IsAway = true;
        Pod falls = node.Api.Get<Pod>("falls")!;
        File.WriteAllText(Path.Combine(signs, "fall"), "");
        string secondLog = Path.Combine(
            node.Options.DataDirectory, "node", "logs", $"default_falls_{falls.Metadata.Uid}", "main", "1.log");
        await node.WaitUntilAsync("the second life", () => Task.FromResult(File.Exists(secondLog)));
        Assert.Equal(0, NodePods.StatusOf(node.Api.Get<Pod>("falls")!, "main").RestartCount);
        node.Api.IsAway = false;
        falls = await node.WaitForPodAsync("falls", static pod =>
            NodePods.StatusOf(pod, "main") is { RestartCount: 1, State.Running: not null });
        Assert.Equal(3, NodePods.StatusOf(falls, "main").LastState.Terminated?.ExitCode);
        Assert.Equal(container, NodePods.StatusOf(node.Api.Get<Pod>("stays")!, "main").ContainerID);
    }
}
