namespace Kubesharp.Kubelet.Eviction;

/// <summary>How little of a resource may be left before Pods have to go. Upstream's defaults.</summary>
public sealed record EvictionThresholds
{
    /// <summary>Bytes that are free or can be had at once. Defaults to 100 MiB.</summary>
    public long MemoryAvailableBytes { get; init; } = 100L << 20;

    /// <summary>The free part of the file system of the data directory. Defaults to a tenth.</summary>
    public double DiskAvailable { get; init; } = 0.10;

    /// <summary>Processes and threads that the machine can still start. Defaults to 0: never.</summary>
    public long PidsAvailable { get; init; }

    /// <summary>How long a node says that it is short after it was. Defaults to five minutes.</summary>
    public TimeSpan Transition { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often it looks. Defaults to ten seconds.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>What the node is short of.</summary>
[Flags]
internal enum NodePressure
{
    None = 0,
    Memory = 1,
    Disk = 2,
    Pids = 4,
}
