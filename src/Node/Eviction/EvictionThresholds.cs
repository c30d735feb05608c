namespace Kubesharp.Kubelet.Eviction;

/// <summary>When Pods have to go for the node's sake. Upstream's defaults.</summary>
public sealed record EvictionThresholds
{
    /// <summary>What holds where nothing is configured.</summary>
    public static IReadOnlyList<EvictionThreshold> Defaults { get; } =
    [
        new(EvictionSignal.MemoryAvailable, EvictionAmount.Of(100L << 20)),
        new(EvictionSignal.NodefsAvailable, EvictionAmount.OfCapacity(0.10)),
        new(EvictionSignal.NodefsInodesFree, EvictionAmount.OfCapacity(0.05)),
        new(EvictionSignal.ImagefsAvailable, EvictionAmount.OfCapacity(0.15)),
        new(EvictionSignal.ImagefsInodesFree, EvictionAmount.OfCapacity(0.05)),
    ];

    /// <summary>Hard and soft ones.</summary>
    public IReadOnlyList<EvictionThreshold> Thresholds { get; init; } = Defaults;

    /// <summary>The most grace of a Pod that goes for a soft threshold. Defaults to none.</summary>
    public TimeSpan PodGraceMax { get; init; }

    /// <summary>How long a node says that it is short after it was. Defaults to five minutes.</summary>
    public TimeSpan Transition { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often it looks. Defaults to ten seconds.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the hard threshold keeps free of so much; 0 without one.</summary>
    public long KeptFree(EvictionSignal signal, long capacity) => Thresholds
        .Where(threshold => threshold.Signal == signal && threshold.IsHard)
        .Select(threshold => threshold.Amount.In(capacity)).FirstOrDefault();
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
