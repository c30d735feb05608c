namespace Kubesharp.Client;

/// <summary>Counts observations by size, as Prometheus' histograms do. Safe from any thread.</summary>
public sealed class Histogram(IReadOnlyList<double> bounds)
{
    private readonly long[] counts = new long[bounds.Count + 1];
    private readonly Lock gate = new();
    private double sum;

    /// <summary>Upper bounds of the buckets, increasing; the last bucket has none.</summary>
    public IReadOnlyList<double> Bounds => bounds;

    public void Observe(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Count && value > bounds[bucket])
            bucket++;
        lock (gate)
        {
            counts[bucket]++;
            sum += value;
        }
    }

    /// <summary>Observations up to each bound and in all, and their sum.</summary>
    public (IReadOnlyList<long> UpTo, double Sum) Read()
    {
        long[] upTo = new long[counts.Length];
        lock (gate)
        {
            long running = 0;
            for (int i = 0; i < counts.Length; i++)
                upTo[i] = running += counts[i];
            return (upTo, sum);
        }
    }
}
