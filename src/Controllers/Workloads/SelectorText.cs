using System.Globalization;
using System.Text;
using Kubesharp.Api.Meta;

namespace Kubesharp.Controllers.Workloads;

/// <summary>A label selector as Go prints it: events and conditions of upstream carry it so.</summary>
internal static class SelectorText
{
    public static string Of(LabelSelector? selector)
    {
        if (selector is null)
            return "nil";
        StringBuilder text = new("&LabelSelector{MatchLabels:map[string]string{");
        foreach ((string key, string value) in selector.MatchLabels.OrderBy(
            static pair => pair.Key, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{key}: {value},");
        text.Append("},MatchExpressions:[]LabelSelectorRequirement{");
        foreach (LabelSelectorRequirement one in selector.MatchExpressions)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"LabelSelectorRequirement{{Key:{one.Key},Operator:{one.Operator},")
                .Append(CultureInfo.InvariantCulture, $"Values:[{string.Join(' ', one.Values)}],}},");
        }
        return text.Append("},}").ToString();
    }
}
