namespace Kubesharp.Controllers.Nodes;

/// <summary>
/// When nodes count as lost and how fast they are emptied; names and defaults are those of upstream's flags.
/// </summary>
public sealed record NodeLifecycleOptions
{
    /// <summary><c>--node-monitor-grace-period</c>: a node that is silent for this long counts as lost.</summary>
    public TimeSpan MonitorGrace { get; init; } = TimeSpan.FromSeconds(50);
    /// <summary><c>--node-startup-grace-period</c>: the same for one that has never said anything.</summary>
    public TimeSpan StartupGrace { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary><c>--node-eviction-rate</c>: nodes of a zone that are emptied in a second.</summary>
    public double EvictionRate { get; init; } = 0.1;
    /// <summary><c>--secondary-node-eviction-rate</c>: the same in a large zone of which much is down.</summary>
    public double SecondaryEvictionRate { get; init; } = 0.01;
    /// <summary><c>--large-cluster-size-threshold</c>: a zone up to this size is not emptied at all then.</summary>
    public int LargeZone { get; init; } = 50;
    /// <summary><c>--unhealthy-zone-threshold</c>: the share of nodes that makes it much.</summary>
    public double UnhealthyShare { get; init; } = 0.55;

    /// <summary>What is wrong with them; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (MonitorGrace <= TimeSpan.Zero)
            yield return $"node-monitor-grace-period: {MonitorGrace} must be more than 0";
        if (StartupGrace <= TimeSpan.Zero)
            yield return $"node-startup-grace-period: {StartupGrace} must be more than 0";
        if (EvictionRate is < 0 or > 1000)
            yield return $"node-eviction-rate: {EvictionRate} is not from 0 to 1000";
        if (SecondaryEvictionRate is < 0 or > 1000)
            yield return $"secondary-node-eviction-rate: {SecondaryEvictionRate} is not from 0 to 1000";
        if (LargeZone < 0)
            yield return $"large-cluster-size-threshold: {LargeZone} is negative";
        if (UnhealthyShare is < 0 or > 1)
            yield return $"unhealthy-zone-threshold: {UnhealthyShare} is not from 0 to 1";
    }
}
