namespace Kubesharp.Kubelet.Cpus;

/// <summary>How processors are given to containers. Defaults are upstream's.</summary>
public sealed record CpuOptions
{
    /// <summary>Limits of CPU are enforced by quota. Defaults to true.</summary>
    public bool HasQuota { get; init; } = true;

    /// <summary>The span over which a quota counts, from 1 ms to 1 s. Defaults to 100 ms.</summary>
    public TimeSpan QuotaPeriod { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Whether Guaranteed Pods get processors of their own for whole CPUs that they request (the static policy).
    /// </summary>
    public bool IsStatic { get; init; }

    /// <summary>How often containers are brought to the processors that are theirs. Defaults to 10 s.</summary>
    public TimeSpan ReconcilePeriod { get; init; } = TimeSpan.FromSeconds(10);
}
