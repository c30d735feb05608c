using System.Globalization;
using System.Text;

namespace Kubesharp.Kubelet.Usage;

/// <summary>Prometheus' text format: families with their samples, in the order in which they are added.</summary>
internal sealed class MetricsText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly OrderedDictionary<string, StringBuilder> families = new(StringComparer.Ordinal);

    /// <param name="type">gauge or counter.</param>
    public void Declare(string name, string type, string help) => families[name] = new StringBuilder()
        .Append("# HELP ").Append(name).Append(' ').Append(help).Append('\n')
        .Append("# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    /// <param name="name">Of a declared family.</param>
    public void Add(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        StringBuilder text = families[name].Append(name);
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
