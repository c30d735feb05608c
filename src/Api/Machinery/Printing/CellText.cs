using System.Globalization;
using System.Text;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;

namespace Kubesharp.Api.Printing;

/// <summary>Texts that cells of several kinds share.</summary>
internal static class CellText
{
    public const string None = "<none>";
    public const string Unset = "<unset>";

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    public static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Fraction(long part, long whole) => $"{Number(part)}/{Number(whole)}";

    public static string Containers(PodTemplateSpec? template) => Join(template, static container => container.Name);
    public static string Images(PodTemplateSpec? template) => Join(template, static container => container.Image);

    public static string Selector(LabelSelector? selector) =>
        selector is null ? "" : OrNone(LabelQuery.Of(selector).ToString());

    /// <summary><c>a=b,c=d</c> by key.</summary>
    public static string Labels(IReadOnlyDictionary<string, string> labels)
    {
        if (labels.Count == 0)
            return None;
        string[] keys = [.. labels.Keys];
        Array.Sort(keys, StringComparer.Ordinal);
        var text = new StringBuilder();
        foreach (string key in keys)
            text.Append(text.Length == 0 ? "" : ",").Append(key).Append('=').Append(labels[key]);
        return text.ToString();
    }

    /// <summary>The short forms RWO, ROX, RWX and RWOP, none twice.</summary>
    public static string AccessModes(IReadOnlyList<string> modes)
    {
        var text = new List<string>();
        Span<(string Mode, string Short)> all =
        [
            ("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP"),
        ];
        foreach ((string mode, string shortForm) in all)
        {
            if (modes.Contains(mode))
                text.Add(shortForm);
        }
        return string.Join(',', text);
    }

    private static string Join(PodTemplateSpec? template, Func<Container, string> read)
    {
        if (template is null)
            return "";
        var text = new StringBuilder();
        foreach (Container container in template.Spec.Containers)
            text.Append(text.Length == 0 ? "" : ",").Append(read(container));
        return text.ToString();
    }
}
