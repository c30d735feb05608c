using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Linux.Cgroups;

namespace Kubesharp.Kubelet.Containers;

/// <summary>Requests and limits as the kernel takes them.</summary>
internal static class PodResources
{
    // The kernel's smallest weight and the microseconds of one scheduling period.
    private const long SharesMin = 2;
    private const long SharesMax = 262_144;
    private const long PeriodMicroseconds = 100_000;
    private const long QuotaMinMicroseconds = 1_000;

    /// <summary>Guaranteed, Burstable or BestEffort, as the API server set it or as the spec says.</summary>
    public static string QosClass(Pod pod)
    {
        if (pod.Status.QosClass.Length > 0)
            return pod.Status.QosClass;
        bool any = false;
        bool guaranteed = true;
        foreach (Container container in pod.Spec.InitContainers.Concat(pod.Spec.Containers))
        {
            foreach (string name in (string[])["cpu", "memory"])
            {
                Quantity limit = container.Resources.Limits.GetValueOrDefault(name);
                Quantity request = container.Resources.Requests.GetValueOrDefault(name);
                any |= !limit.IsZero || !request.IsZero;
                guaranteed &= !limit.IsZero && (request.IsZero || request == limit);
            }
        }
        return !any ? PodQOSClass.BestEffort : guaranteed ? PodQOSClass.Guaranteed : PodQOSClass.Burstable;
    }

    /// <summary>The Pod's own group: <c>/ROOT/kubepods/burstable/podUID</c>.</summary>
    public static string CgroupPath(Pod pod, string root)
    {
        string parent = QosClass(pod) switch
        {
            PodQOSClass.BestEffort => "kubepods/besteffort",
            PodQOSClass.Burstable => "kubepods/burstable",
            _ => "kubepods",
        };
        return $"{root.TrimEnd('/')}/{parent}/pod{pod.Metadata.Uid}";
    }

    /// <summary>The limits of the whole Pod: the sums of its containers, where every container has one.</summary>
    public static CgroupLimits PodLimits(Pod pod)
    {
        IReadOnlyList<Container> running =
            [.. pod.Spec.Containers, .. pod.Spec.InitContainers.Where(PodContainers.IsSidecar)];
        long requestMilli = running.Sum(static container => CpuRequestMilli(container));
        bool allCpu = running.All(static container => container.Resources.Limits.ContainsKey("cpu"));
        bool allMemory = running.All(static container => container.Resources.Limits.ContainsKey("memory"));
        long peakMemory = pod.Spec.InitContainers
            .Select(static container => container.Resources.Limits.GetValueOrDefault("memory").Value)
            .DefaultIfEmpty().Max();
        bool initUnlimited = pod.Spec.InitContainers.Any(
            static container => !container.Resources.Limits.ContainsKey("memory"));
        long limitMilli = running.Sum(
            static container => container.Resources.Limits.GetValueOrDefault("cpu").MilliValue);
        long memory = running.Sum(static container => container.Resources.Limits.GetValueOrDefault("memory").Value);
        return new CgroupLimits
        {
            CpuShares = SharesFor(requestMilli),
            CpuQuota = allCpu && pod.Spec.InitContainers.Count == 0 ? QuotaFor(limitMilli) : null,
            CpuPeriod = PeriodMicroseconds,
            MemoryBytes = allMemory && !initUnlimited ? Math.Max(memory, peakMemory) : null,
        };
    }

    public static Cri.LinuxContainerResources ForContainer(Pod pod, Container container, long nodeMemoryBytes)
    {
        Cri.LinuxContainerResources resources = new()
        {
            CpuShares = SharesFor(CpuRequestMilli(container)),
            MemoryLimitInBytes = container.Resources.Limits.GetValueOrDefault("memory").Value,
            OomScoreAdj = OomScore(pod, container, nodeMemoryBytes),
            CpuPeriod = PeriodMicroseconds,
        };
        long limitMilli = container.Resources.Limits.GetValueOrDefault("cpu").MilliValue;
        if (limitMilli > 0)
            resources.CpuQuota = QuotaFor(limitMilli);
        return resources;
    }

    /// <summary>
    /// Who is killed first when the node runs out of memory, from KEP and documentation of node pressure.
    /// </summary>
    internal static long OomScore(Pod pod, Container container, long nodeMemoryBytes)
    {
        // The priority classes system-node-critical and system-cluster-critical begin here.
        if (pod.Spec.Priority >= 2_000_000_000)
            return -997;
        switch (QosClass(pod))
        {
            case PodQOSClass.Guaranteed:
                return -997;
            case PodQOSClass.BestEffort:
                return 1000;
            default:
                long request = container.Resources.Requests.GetValueOrDefault("memory").Value;
                long score = 1000 - 1000 * request / Math.Max(1, nodeMemoryBytes);
                return Math.Clamp(score, 3, 999);
        }
    }

    internal static long SharesFor(long milli) => Math.Clamp(milli * 1024 / 1000, SharesMin, SharesMax);

    private static long QuotaFor(long milli) => Math.Max(QuotaMinMicroseconds, milli * PeriodMicroseconds / 1000);

    // A limit without a request requests the limit.
    private static long CpuRequestMilli(Container container) =>
        container.Resources.Requests.TryGetValue("cpu", out Quantity request)
            ? request.MilliValue
            : container.Resources.Limits.GetValueOrDefault("cpu").MilliValue;
}
