namespace Kubesharp.Kubelet.Eviction;

/// <summary>How much there is of something, and how much is left.</summary>
internal readonly record struct EvictionObservation(long Capacity, long Available);

/// <summary>
/// What thresholds are met, for how long, and what the node says of it. Time is given, as a span since any beginning.
/// </summary>
/// <remarks>Belongs to one loop.</remarks>
internal sealed class EvictionState(EvictionThresholds options)
{
    private static readonly NodePressure[] Pressures = [NodePressure.Memory, NodePressure.Disk, NodePressure.Pids];

    private readonly Dictionary<EvictionThreshold, TimeSpan> metSince = [];
    private readonly Dictionary<NodePressure, TimeSpan> pressedAt = [];
    private IReadOnlyList<EvictionThreshold> acting = [];

    /// <summary>What the node is short of, or was within the transition period.</summary>
    public NodePressure Pressure { get; private set; }

    /// <summary>Takes note of what was seen.</summary>
    /// <returns>The thresholds on which something must be done now, the most urgent first.</returns>
    public IReadOnlyList<EvictionThreshold> Update(
        IReadOnlyDictionary<EvictionSignal, EvictionObservation> seen, TimeSpan now)
    {
        // One that was acted upon holds until its reclaim is reached too.
        EvictionThreshold[] met =
        [
            .. options.Thresholds.Where(threshold => IsMet(threshold, seen, withReclaim: false)
                || (acting.Contains(threshold) && IsMet(threshold, seen, withReclaim: true))),
        ];
        foreach (EvictionThreshold over in metSince.Keys.Except(met).ToList())
            metSince.Remove(over);
        foreach (EvictionThreshold threshold in met)
        {
            metSince.TryAdd(threshold, now);
            pressedAt[EvictionSignals.PressureOf(threshold.Signal)] = now;
        }
        NodePressure shown = NodePressure.None;
        foreach (NodePressure pressure in Pressures)
        {
            if (pressedAt.TryGetValue(pressure, out TimeSpan at) && (at == now || now - at < options.Transition))
                shown |= pressure;
        }
        Pressure = shown;
        // Memory first: without it nothing else can be done.
        acting = [.. met.Where(threshold => now - metSince[threshold] >= threshold.Grace)
            .OrderBy(static threshold => threshold.Signal == EvictionSignal.MemoryAvailable ? 0 : 1)];
        return acting;
    }

    /// <summary>Whether any is still met, its reclaim counted.</summary>
    public static bool AnyMet(
        IEnumerable<EvictionThreshold> thresholds,
        IReadOnlyDictionary<EvictionSignal, EvictionObservation> seen) =>
        thresholds.Any(threshold => IsMet(threshold, seen, withReclaim: true));

    private static bool IsMet(
        EvictionThreshold threshold, IReadOnlyDictionary<EvictionSignal, EvictionObservation> seen, bool withReclaim)
    {
        if (!seen.TryGetValue(threshold.Signal, out EvictionObservation observation))
            return false;
        long limit = threshold.Amount.In(observation.Capacity);
        if (withReclaim)
            limit += threshold.Reclaim.In(observation.Capacity);
        return observation.Available < limit;
    }
}
