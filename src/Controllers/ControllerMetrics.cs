using System.Globalization;
using System.Text;
using Kubesharp.Client;

namespace Kubesharp.Controllers;

/// <summary>
/// What controllers count about their own work, under upstream's names, apart from the queues. Families are made once,
/// when the controllers are; a second request for a name returns the first one's. Safe from any thread.
/// </summary>
public sealed class ControllerMetrics
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);

    /// <summary>A number that only grows.</summary>
    public MetricFamily Counter(string name, string help) => Family(name, "counter", help, []);

    /// <summary>A number that goes up and down.</summary>
    public MetricFamily Gauge(string name, string help) => Family(name, "gauge", help, []);

    /// <param name="bounds">Upper bounds of the buckets, increasing.</param>
    public MetricFamily Histogram(string name, string help, IReadOnlyList<double> bounds) =>
        Family(name, "histogram", help, bounds);

    /// <summary>Bounds of which each is the same factor of the one before it.</summary>
    public static IReadOnlyList<double> Exponential(double first, double factor, int count) =>
        [.. Enumerable.Range(0, count).Select(power => first * Math.Pow(factor, power))];

    /// <summary>The text form of /metrics, ordered by name. A family that nothing was counted in is left out.</summary>
    public string Text()
    {
        StringBuilder text = new();
        lock (gate)
        {
            foreach (MetricFamily family in families.Values)
                family.Write(text);
        }
        return text.ToString();
    }

    private MetricFamily Family(string name, string type, string help, IReadOnlyList<double> bounds)
    {
        lock (gate)
        {
            if (!families.TryGetValue(name, out MetricFamily? family))
                families[name] = family = new MetricFamily(name, type, help, bounds);
            return family;
        }
    }
}

/// <summary>The series of one metric. Labels are given as pairs: name, value, name, value.</summary>
public sealed class MetricFamily
{
    // A label whose values come from users would grow without end: what is too much is not counted.
    private const int SeriesMax = 10_000;

    private readonly string name;
    private readonly string type;
    private readonly string help;
    private readonly IReadOnlyList<double> bounds;
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, double> values = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Histogram> histograms = new(StringComparer.Ordinal);

    internal MetricFamily(string name, string type, string help, IReadOnlyList<double> bounds)
    {
        this.name = name;
        this.type = type;
        this.help = help;
        this.bounds = bounds;
    }

    /// <summary>Adds to a counter or gauge.</summary>
    public void Add(double value, params ReadOnlySpan<string> labels)
    {
        string series = Series(labels);
        lock (gate)
        {
            if (values.Count < SeriesMax || values.ContainsKey(series))
                values[series] = values.GetValueOrDefault(series) + value;
        }
    }

    /// <summary>Sets a gauge.</summary>
    public void Set(double value, params ReadOnlySpan<string> labels)
    {
        string series = Series(labels);
        lock (gate)
        {
            if (values.Count < SeriesMax || values.ContainsKey(series))
                values[series] = value;
        }
    }

    /// <summary>Forgets a series: what it was about is gone.</summary>
    public void Remove(params ReadOnlySpan<string> labels)
    {
        string series = Series(labels);
        lock (gate)
            values.Remove(series);
    }

    /// <summary>Adds an observation to a histogram.</summary>
    public void Observe(double value, params ReadOnlySpan<string> labels)
    {
        string series = Series(labels);
        Histogram? histogram;
        lock (gate)
        {
            if (!histograms.TryGetValue(series, out histogram))
            {
                if (histograms.Count >= SeriesMax)
                    return;
                histograms[series] = histogram = new Histogram(bounds);
            }
        }
        histogram.Observe(value);
    }

    internal void Write(StringBuilder text)
    {
        lock (gate)
        {
            if (values.Count == 0 && histograms.Count == 0)
                return;
            text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ')
                .Append(type).Append('\n');
            foreach ((string series, double value) in values)
                text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(series)} {value}\n");
            foreach ((string series, Histogram histogram) in histograms)
                WriteHistogram(text, series, histogram);
        }
    }

    private void WriteHistogram(StringBuilder text, string series, Histogram histogram)
    {
        (IReadOnlyList<long> upTo, double sum) = histogram.Read();
        string before = series.Length == 0 ? "" : series + ",";
        for (int i = 0; i < upTo.Count; i++)
        {
            string bound = i < bounds.Count ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{before}le=\"{bound}\"}} {upTo[i]}\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braced(series)} {sum}\n")
            .Append(CultureInfo.InvariantCulture, $"{name}_count{Braced(series)} {upTo[^1]}\n");
    }

    private static string Braced(string series) => series.Length == 0 ? "" : $"{{{series}}}";

    private static string Series(ReadOnlySpan<string> labels)
    {
        if (labels.Length == 0)
            return "";
        StringBuilder text = new();
        for (int i = 0; i + 1 < labels.Length; i += 2)
        {
            if (i > 0)
                text.Append(',');
            text.Append(labels[i]).Append("=\"")
                .Append(labels[i + 1].Replace("\\", "\\\\", StringComparison.Ordinal)
                    .Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal))
                .Append('"');
        }
        return text.ToString();
    }
}
