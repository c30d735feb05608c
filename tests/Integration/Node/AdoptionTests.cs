using Kubesharp.Api.Core;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Pods outlive the program that started them.</summary>
[Collection("node")]
public sealed class AdoptionTests
{
    [Fact]
    public async Task A_second_kubelet_takes_over_what_the_first_left_running()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        node.Api.Put(PodTests.Run("stay", "Always", "exec sleep 1000"));
        Pod before = await node.WaitForPodAsync("stay", static pod => pod.Status.Phase == "Running");

        await node.StopAsync();
        node.Api.Put(PodTests.Run("late", "Always", "exec sleep 1000"));
        await node.RunAsync();
        await node.WaitForPodAsync("late", static pod => pod.Status.Phase == "Running");

        Pod after = node.Api.Get<Pod>("stay")!;
        Assert.Equal(before.Status.ContainerStatuses[0].ContainerID, after.Status.ContainerStatuses[0].ContainerID);
        Assert.Equal(0, after.Status.ContainerStatuses[0].RestartCount);
    }
}
