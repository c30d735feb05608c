namespace Kubesharp.Bench.FlowControl;

/// <summary>How long answers took, in milliseconds, and how many were no success.</summary>
internal sealed record Latencies(IReadOnlyList<double> Sorted, int Failures)
{
    /// <summary>Within which so many of all answers came.</summary>
    /// <param name="part">0.99 for the 99th percentile.</param>
    public double At(double part) =>
        Sorted.Count == 0 ? double.NaN : Sorted[Math.Min(Sorted.Count - 1, (int)(Sorted.Count * part))];

    public static Latencies Together(IReadOnlyList<Latencies> parts) => new(
        [.. parts.SelectMany(static part => part.Sorted).Order()], parts.Sum(static part => part.Failures));
}
