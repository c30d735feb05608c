namespace Kubesharp.Controllers.HorizontalPodAutoscaling;

/// <summary>How autoscalers work; names and defaults are those of upstream's flags.</summary>
public sealed record AutoscalerOptions
{
    /// <summary><c>--horizontal-pod-autoscaler-sync-period</c>: how often each is worked out.</summary>
    public TimeSpan SyncPeriod { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>
    /// <c>--horizontal-pod-autoscaler-downscale-stabilization</c>: the highest size of this long counts before one
    /// without a window of its own scales down.
    /// </summary>
    public TimeSpan DownscaleStabilization { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>
    /// <c>--horizontal-pod-autoscaler-tolerance</c>: how far from 1 the ratio of actual and wanted must be.
    /// </summary>
    public double Tolerance { get; init; } = 0.1;
    /// <summary>
    /// <c>--horizontal-pod-autoscaler-cpu-initialization-period</c>: for this long after a Pod's start its processor
    /// time counts only while it is ready.
    /// </summary>
    public TimeSpan CpuInitializationPeriod { get; init; } = TimeSpan.FromMinutes(5);
    /// <summary>
    /// <c>--horizontal-pod-autoscaler-initial-readiness-delay</c>: a Pod that became unready within this time after
    /// its start has never been ready.
    /// </summary>
    public TimeSpan InitialReadinessDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with them; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (SyncPeriod <= TimeSpan.Zero)
            yield return $"horizontal-pod-autoscaler-sync-period: {SyncPeriod} must be more than 0";
        if (DownscaleStabilization < TimeSpan.Zero)
            yield return $"horizontal-pod-autoscaler-downscale-stabilization: {DownscaleStabilization} is negative";
        if (Tolerance is < 0 or > 1)
            yield return $"horizontal-pod-autoscaler-tolerance: {Tolerance} is not from 0 to 1";
        if (CpuInitializationPeriod < TimeSpan.Zero)
            yield return $"horizontal-pod-autoscaler-cpu-initialization-period: {CpuInitializationPeriod} is negative";
        if (InitialReadinessDelay < TimeSpan.Zero)
            yield return $"horizontal-pod-autoscaler-initial-readiness-delay: {InitialReadinessDelay} is negative";
    }
}
