using System.Globalization;
using System.Text;

namespace Kubesharp.Kubelet.Usage;

/// <summary>Prometheus' text format: families with their samples, in the order in which they are added.</summary>
internal sealed class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly OrderedDictionary<string, StringBuilder> families = new(StringComparer.Ordinal);

    /// <param name="type">gauge, counter or histogram.</param>
    public void Declare(string name, string type, string help) => families[name] = new StringBuilder()
        .Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <param name="name">Of a declared family.</param>
    public void Add(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        AddTo(name, name, value, labels);

    /// <summary>One series of a declared histogram.</summary>
    /// <param name="bounds">Upper bounds of the buckets, in order, without the infinite one.</param>
    /// <param name="counts">How many fell into each bucket; one more than there are bounds.</param>
    public void AddHistogram(
        string name, ReadOnlySpan<double> bounds, ReadOnlySpan<long> counts, double sum,
        params ReadOnlySpan<(string Name, string Value)> labels)
    {
        long total = 0;
        for (int index = 0; index < counts.Length; index++)
        {
            total += counts[index];
            string bound = index < bounds.Length ? bounds[index].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            AddTo(name, name + "_bucket", total, [.. labels, ("le", bound)]);
        }
        AddTo(name, name + "_sum", sum, labels);
        AddTo(name, name + "_count", total, labels);
    }

    private void AddTo(
        string family, string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        StringBuilder text = families[family].Append(name);
        for (int index = 0; index < labels.Length; index++)
        {
            text.Append(index == 0 ? '{' : ',').Append(labels[index].Name).Append("=\"");
            foreach (char character in labels[index].Value)
            {
                _ = character switch
                {
                    '\\' => text.Append("\\\\"),
                    '"' => text.Append("\\\""),
                    '\n' => text.Append("\\n"),
                    _ => text.Append(character),
                };
            }
            text.Append('"');
        }
        if (labels.Length > 0)
            text.Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    public override string ToString() => string.Concat(families.Values);
}
