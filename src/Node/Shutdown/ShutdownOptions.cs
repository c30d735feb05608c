namespace Kubesharp.Kubelet.Shutdown;

/// <summary>How long Pods from a priority on have when the machine goes down.</summary>
public sealed record ShutdownGrace(int Priority, TimeSpan Grace);

/// <summary>How Pods end when the machine goes down. By default they are not ended.</summary>
public sealed record ShutdownOptions
{
    // The priority classes system-node-critical and system-cluster-critical begin here.
    private const int CriticalPriority = 2_000_000_000;

    /// <summary>
    /// By priority, each for Pods from its own up to the next higher one; the lowest ends first. Empty: none is ended.
    /// </summary>
    public IReadOnlyList<ShutdownGrace> Graces { get; init; } = [];

    public bool IsOn => Graces.Any(static grace => grace.Grace > TimeSpan.Zero);

    /// <summary>All of it together.</summary>
    public TimeSpan Total => TimeSpan.FromTicks(Graces.Sum(static grace => grace.Grace.Ticks));

    /// <summary>The two spans of older configurations as what they mean.</summary>
    /// <param name="critical">The part of the whole that is left to critical Pods.</param>
    public static ShutdownOptions Of(TimeSpan whole, TimeSpan critical) => new()
    {
        Graces = whole == TimeSpan.Zero && critical == TimeSpan.Zero ? []
            : [new(0, whole - critical), new(CriticalPriority, critical)],
    };
}
