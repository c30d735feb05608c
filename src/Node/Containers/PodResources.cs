using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cpus;
using Kubesharp.Linux.Cgroups;

namespace Kubesharp.Kubelet.Containers;

/// <summary>Requests and limits as the kernel takes them.</summary>
internal static class PodResources
{
    // The kernel's smallest weight and the microseconds of one scheduling period.
    private const long SharesMin = 2;
    private const long SharesMax = 262_144;
    private const long QuotaMinMicroseconds = 1_000;
    private static readonly CpuOptions DefaultCpu = new();

    /// <summary>The Pod's own group: <c>/ROOT/kubepods/burstable/podUID</c>.</summary>
    public static string CgroupPath(Pod pod, string root)
    {
        string parent = PodQualityOfService.ClassOf(pod) switch
        {
            PodQOSClass.BestEffort => "kubepods/besteffort",
            PodQOSClass.Burstable => "kubepods/burstable",
            _ => "kubepods",
        };
        return $"{root.TrimEnd('/')}/{parent}/pod{pod.Metadata.Uid}";
    }

    /// <summary>
    /// The limits of the whole Pod: its own (KEP-2837), else the sums of its containers, where every container has one.
    /// </summary>
    /// <param name="pidsMax">Processes and threads; -1 for no limit.</param>
    /// <param name="cpu">How limits of CPU are enforced; null: as by default.</param>
    public static CgroupLimits PodLimits(Pod pod, long pidsMax = -1, CpuOptions? cpu = null)
    {
        long period = PeriodOf(cpu);
        IReadOnlyList<Container> running =
            [.. pod.Spec.Containers, .. pod.Spec.InitContainers.Where(PodContainers.IsSidecar)];
        ResourceRequirements whole = pod.Spec.Resources ?? ResourceRequirements.Empty;
        long requestMilli = whole.Requests.TryGetValue("cpu", out Quantity request)
            ? request.MilliValue
            : running.Sum(static container => CpuRequestMilli(container));
        return new CgroupLimits
        {
            CpuShares = SharesFor(requestMilli),
            CpuQuota = cpu is { HasQuota: false } ? null
                : whole.Limits.TryGetValue("cpu", out Quantity limit) ? QuotaFor(limit.MilliValue, period)
                : SumOfCpuLimits(pod, running, period),
            CpuPeriod = period,
            MemoryBytes = whole.Limits.TryGetValue("memory", out Quantity memory)
                ? memory.Value
                : SumOfMemoryLimits(pod, running),
            PidsMax = pidsMax > 0 ? pidsMax : null,
            HugePageBytes = HugePages.Of(pod),
        };
    }

    private static long? SumOfCpuLimits(Pod pod, IReadOnlyList<Container> running, long period)
    {
        bool allLimit = running.All(static container => container.Resources.Limits.ContainsKey("cpu"))
            && pod.Spec.InitContainers.All(PodContainers.IsSidecar);
        return allLimit
            ? QuotaFor(running.Sum(static container => LimitOf(container, "cpu").MilliValue), period)
            : null;
    }

    private static long? SumOfMemoryLimits(Pod pod, IReadOnlyList<Container> running)
    {
        bool allLimit = running.Concat(pod.Spec.InitContainers)
            .All(static container => container.Resources.Limits.ContainsKey("memory"));
        if (!allLimit)
            return null;
        long peak = pod.Spec.InitContainers.Select(static container => LimitOf(container, "memory").Value)
            .DefaultIfEmpty().Max();
        return Math.Max(running.Sum(static container => LimitOf(container, "memory").Value), peak);
    }

    /// <param name="cpuOptions">How limits of CPU are enforced; null: as by default.</param>
    public static Cri.LinuxContainerResources ForContainer(
        Pod pod, Container container, long nodeMemoryBytes, CpuOptions? cpuOptions = null)
    {
        long period = PeriodOf(cpuOptions);
        // A container without a limit of its own meets that of its Pod.
        ResourceRequirements whole = pod.Spec.Resources ?? ResourceRequirements.Empty;
        Quantity memory = LimitOf(container, "memory");
        Quantity cpu = LimitOf(container, "cpu");
        if (memory.IsZero)
            memory = whole.Limits.GetValueOrDefault("memory");
        if (cpu.IsZero)
            cpu = whole.Limits.GetValueOrDefault("cpu");
        Cri.LinuxContainerResources resources = new()
        {
            CpuShares = SharesFor(CpuRequestMilli(container)),
            MemoryLimitInBytes = memory.Value,
            OomScoreAdj = OomScore(pod, container, nodeMemoryBytes),
            CpuPeriod = period,
        };
        resources.HugepageLimits.AddRange(HugePages.Of(container).Select(
            static pair => new Cri.HugepageLimit { PageSize = pair.Key, Limit = (ulong)pair.Value }));
        if (cpu.MilliValue > 0 && cpuOptions is not { HasQuota: false })
            resources.CpuQuota = QuotaFor(cpu.MilliValue, period);
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
        switch (PodQualityOfService.ClassOf(pod))
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

    private static long QuotaFor(long milli, long period) => Math.Max(QuotaMinMicroseconds, milli * period / 1000);

    private static long PeriodOf(CpuOptions? cpu) =>
        (long)(cpu ?? DefaultCpu).QuotaPeriod.TotalMicroseconds;

    private static Quantity LimitOf(Container container, string name) =>
        container.Resources.Limits.GetValueOrDefault(name);

    // A limit without a request requests the limit.
    private static long CpuRequestMilli(Container container) =>
        container.Resources.Requests.TryGetValue("cpu", out Quantity request)
            ? request.MilliValue
            : container.Resources.Limits.GetValueOrDefault("cpu").MilliValue;
}
