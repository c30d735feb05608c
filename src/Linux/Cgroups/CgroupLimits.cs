namespace Kubesharp.Linux.Cgroups;

/// <summary>What a control group may use. Null: left as it is.</summary>
public sealed record CgroupLimits
{
    /// <summary>Weight against its siblings: 1024 for one CPU, at least 2.</summary>
    public long? CpuShares { get; init; }
    /// <summary>Microseconds of CPU time in each period; -1 for no limit.</summary>
    public long? CpuQuota { get; init; }
    /// <summary>Microseconds. The kernel's default.</summary>
    public long CpuPeriod { get; init; } = 100_000;
    /// <summary>-1 for no limit.</summary>
    public long? MemoryBytes { get; init; }
    /// <summary>Bytes in huge pages, by their size as the kernel writes it: <c>2MB</c>, <c>1GB</c>.</summary>
    public IReadOnlyDictionary<string, long> HugePageBytes { get; init; } = new Dictionary<string, long>();
    /// <summary>Processes and threads; -1 for no limit.</summary>
    public long? PidsMax { get; init; }
}
