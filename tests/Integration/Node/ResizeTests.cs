using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Mounts;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>E102. Other resources for Pods that run, and resources of the Pod as a whole.</summary>
[Collection("node")]
public sealed class ResizeTests
{
    [Fact]
    public async Task Resources_change_in_place_or_by_restart_or_wait_for_room()
    {
        await using NodeFixture node = await NodeFixture.StartAsync();
        node.Api.Put(Sized("live", "100m", "64Mi"));
        node.Api.Put(Sized("again", "100m", "64Mi", new ContainerResizePolicy
        {
            ResourceName = "memory", RestartPolicy = ResourceResizeRestartPolicy.RestartContainer,
        }));
        node.Api.Put(NodePods.Of("whole", "Always", NodePods.Shell("main", NodePods.Stay)).With(static spec => spec with
        {
            Resources = new() { Limits = NodePods.Amounts("300m", "96Mi"), Requests = NodePods.Amounts("50m", "32Mi") },
        }));
        Pod live = await node.WaitForPodAsync("live", NodePods.IsReady);
        Pod again = await node.WaitForPodAsync("again", NodePods.IsReady);
        string id = NodePods.StatusOf(live, "main").ContainerID;
        Assert.Equal("100m", NodePods.StatusOf(live, "main").AllocatedResources["cpu"].ToString());
        Assert.Equal((10_000, 64 << 20), LimitsOf(node, live, "/" + id["containerd://".Length..]));

        Pod whole = await node.WaitForPodAsync("whole", NodePods.IsReady);
        Assert.Equal((30_000, 96 << 20), LimitsOf(node, whole, ""));

        node.Api.Put(Resized(live, "200m", "80Mi"));
        live = await node.WaitForPodAsync("live", static pod =>
            NodePods.StatusOf(pod, "main").Resources?.Limits["cpu"].ToString() == "200m");
        Assert.Equal("80Mi", NodePods.StatusOf(live, "main").AllocatedResources["memory"].ToString());
        Assert.Equal(id, NodePods.StatusOf(live, "main").ContainerID);
        Assert.Equal((20_000, 80 << 20), LimitsOf(node, live, "/" + id["containerd://".Length..]));
        Assert.Equal((20_000, 80 << 20), LimitsOf(node, live, ""));
        live = await node.WaitForPodAsync("live", static pod => !NodePods.Has(pod, "PodResizeInProgress", "True"));

        node.Api.Put(Resized(again, "100m", "72Mi"));
        again = await node.WaitForPodAsync("again", static pod =>
            NodePods.StatusOf(pod, "main") is { RestartCount: 1, State.Running: not null });
        Assert.Equal("72Mi", NodePods.StatusOf(again, "main").Resources?.Limits["memory"].ToString());

        // More than the machine has: never. More than is left: when others have gone.
        node.Api.Put(Resized(live, "200m", "900Gi"));
        live = await node.WaitForPodAsync("live", static pod => NodePods.Has(pod, "PodResizePending", "True"));
        PodCondition pending = live.Status.Conditions.First(static entry => entry.Type == "PodResizePending");
        Assert.Equal("Infeasible", pending.Reason);
        Assert.StartsWith("Node didn't have enough capacity: memory", pending.Message, StringComparison.Ordinal);
        Assert.Equal("80Mi", NodePods.StatusOf(live, "main").AllocatedResources["memory"].ToString());

        string most = (Environment.ProcessorCount * 1000 - 120).ToString(CultureInfo.InvariantCulture) + "m";
        node.Api.Put(Resized(live, most, "80Mi"));
        live = await node.WaitForPodAsync("live", static pod => pod.Status.Conditions.Any(static entry =>
            entry is { Type: "PodResizePending", Reason: "Deferred" }));
        node.Api.Delete("again", 0);
        await node.WaitForPodAsync("live", pod =>
            NodePods.StatusOf(pod, "main").Resources?.Limits["cpu"].ToString() == most
            && !NodePods.Has(pod, "PodResizePending", "True"));

        // A kubelet that starts anew knows what was allocated.
        live = node.Api.Get<Pod>("live")!;
        await node.StopAsync();
        await node.RunAsync();
        node.Api.Put(Resized(node.Api.Get<Pod>("live")!, "150m", "80Mi"));
        live = await node.WaitForPodAsync("live", static pod =>
            NodePods.StatusOf(pod, "main").Resources?.Limits["cpu"].ToString() == "150m");
        Assert.Equal(id, NodePods.StatusOf(live, "main").ContainerID);
    }

    private static Pod Sized(string name, string cpu, string memory, params ContainerResizePolicy[] policies) =>
        NodePods.Of(name, "Always", NodePods.Shell("main", NodePods.Stay) with
        {
            Resources = new() { Limits = NodePods.Amounts(cpu, memory), Requests = NodePods.Amounts(cpu, memory) },
            ResizePolicy = policies,
        });

    private static Pod Resized(Pod pod, string cpu, string memory) => pod with
    {
        Metadata = pod.Metadata with { Generation = pod.Metadata.Generation + 1 },
        Spec = pod.Spec with
        {
            Containers =
            [
                pod.Spec.Containers[0] with
                {
                    Resources = new()
                    {
                        Limits = NodePods.Amounts(cpu, memory), Requests = NodePods.Amounts(cpu, memory),
                    },
                },
            ],
        },
    };

    // Microseconds of a period of 100 ms, and bytes, as the kernel has them.
    private static (long Quota, long Memory) LimitsOf(NodeFixture node, Pod pod, string container)
    {
        CgroupTree tree = CgroupTree.Discover(MountTable.Read())!;
        if (tree.Version != 1)
            Assert.Skip("reads the files of version 1");
        string parent = PodQualityOfService.ClassOf(pod) == PodQualityOfService.Guaranteed ? "" : "burstable/";
        string group = $"{node.Options.CgroupRoot}/kubepods/{parent}pod{pod.Metadata.Uid}{container}".TrimStart('/');
        return (Read("cpu", "cpu.cfs_quota_us"), Read("memory", "memory.limit_in_bytes"));

        long Read(string controller, string file) => long.Parse(
            File.ReadAllText(Path.Combine(tree.Roots[controller], group, file)), CultureInfo.InvariantCulture);
    }
}
