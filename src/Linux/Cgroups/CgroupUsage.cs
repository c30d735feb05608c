namespace Kubesharp.Linux.Cgroups;

/// <summary>What a control group and all below it use.</summary>
public sealed record CgroupUsage
{
    public TimeSpan CpuTime { get; init; }
    public long MemoryBytes { get; init; }
    /// <summary>
    /// Memory without the page cache that the kernel can drop at once: what eviction and metrics go by.
    /// </summary>
    public long WorkingSetBytes { get; init; }
    public long ResidentBytes { get; init; }
    public long PageFaults { get; init; }
    public long MajorPageFaults { get; init; }
    public long Pids { get; init; }
}
