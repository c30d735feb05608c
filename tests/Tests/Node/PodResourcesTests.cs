using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Linux.Cgroups;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>Requests and limits of a Pod as its control group gets them.</summary>
public sealed class PodResourcesTests
{
    [Fact]
    public void Sums_count_only_where_every_container_has_a_limit()
    {
        Pod pod = Of(Limited("100m", "64Mi"), Limited("200m", "32Mi"));
        CgroupLimits limits = PodResources.PodLimits(pod);
        Assert.Equal((30_000, 96L << 20), (limits.CpuQuota, limits.MemoryBytes));
        limits = PodResources.PodLimits(Of(Limited("100m", "64Mi"), new() { Name = "free" }));
        Assert.Null(limits.CpuQuota);
        Assert.Null(limits.MemoryBytes);
    }

    [Fact]
    public void An_init_container_that_needs_more_raises_the_limit()
    {
        Pod pod = Of(Limited("100m", "64Mi"));
        pod = pod with { Spec = pod.Spec with { InitContainers = [Limited("1", "1Gi")] } };
        CgroupLimits limits = PodResources.PodLimits(pod);
        Assert.Equal(1L << 30, limits.MemoryBytes);
        Assert.Null(limits.CpuQuota);
    }

    [Fact]
    public void The_pods_own_resources_bound_it_and_its_containers_without_any()
    {
        Pod pod = Of(new Container { Name = "free" }, Limited("100m", "64Mi"));
        pod = pod with
        {
            Spec = pod.Spec with
            {
                Resources = new() { Limits = Amounts("500m", "128Mi"), Requests = Amounts("250m", "64Mi") },
            },
        };
        CgroupLimits limits = PodResources.PodLimits(pod, pidsMax: 50);
        Assert.Equal((50_000, 128L << 20), (limits.CpuQuota, limits.MemoryBytes));
        Assert.Equal((256, 50), (limits.CpuShares, limits.PidsMax));
        Kubelet.Cri.LinuxContainerResources free = PodResources.ForContainer(pod, pod.Spec.Containers[0], 1L << 34);
        Assert.Equal((50_000, 128L << 20), (free.CpuQuota, free.MemoryLimitInBytes));
        Kubelet.Cri.LinuxContainerResources own = PodResources.ForContainer(pod, pod.Spec.Containers[1], 1L << 34);
        Assert.Equal((10_000, 64L << 20), (own.CpuQuota, own.MemoryLimitInBytes));
    }

    private static Pod Of(params Container[] containers) => new() { Spec = new() { Containers = containers } };

    private static Container Limited(string cpu, string memory) =>
        new() { Name = "c" + cpu, Resources = new() { Limits = Amounts(cpu, memory) } };

    private static Dictionary<string, Quantity> Amounts(string cpu, string memory) =>
        new() { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) };
}
