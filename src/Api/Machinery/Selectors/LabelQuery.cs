using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Selectors;

/// <summary>
/// A label selector that can be asked: made from the text of a query (<c>a=b,c!=d,e in (x,y),!f,g</c>) or from the
/// object form in a spec. All requirements must hold; without any, everything matches.
/// </summary>
public sealed class LabelQuery
{
    private readonly LabelRequirement[] requirements;

    public static LabelQuery Everything { get; } = new([], false);
    public static LabelQuery Nothing { get; } = new([], true);

    private LabelQuery(LabelRequirement[] requirements, bool nothing)
    {
        this.requirements = requirements;
        IsNothing = nothing;
    }

    public IReadOnlyList<LabelRequirement> Requirements => requirements;
    public bool IsEverything => requirements.Length == 0 && !IsNothing;
    public bool IsNothing { get; }

    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        if (IsNothing)
            return false;
        foreach (LabelRequirement requirement in requirements)
        {
            if (!requirement.Matches(labels))
                return false;
        }
        return true;
    }

    /// <summary>The text form. On failure <paramref name="error"/> is the sentence of the 400.</summary>
    public static bool TryParse(string text, out LabelQuery query, out string error)
    {
        query = Everything;
        if (text.Length == 0)
        {
            error = "";
            return true;
        }
        List<LabelRequirement>? parsed = new LabelQueryParser(text).Parse(out error);
        if (parsed is null)
            return false;
        query = Of(parsed);
        return true;
    }

    public static LabelQuery Of(IReadOnlyList<LabelRequirement> requirements)
    {
        LabelRequirement[] sorted = [.. requirements];
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return sorted.Length == 0 ? Everything : new(sorted, false);
    }

    /// <summary>Every pair must be there, as in a Service's selector.</summary>
    public static LabelQuery Of(IReadOnlyDictionary<string, string> labels)
    {
        var list = new List<LabelRequirement>(labels.Count);
        foreach ((string key, string value) in labels)
            list.Add(Equality(key, value));
        return Of(list);
    }

    /// <summary>
    /// The object form: null matches nothing, an empty one everything. The selector must have passed validation;
    /// an unknown operator matches nothing.
    /// </summary>
    public static LabelQuery Of(LabelSelector? selector)
    {
        if (selector is null)
            return Nothing;
        var list = new List<LabelRequirement>(selector.MatchLabels.Count + selector.MatchExpressions.Count);
        foreach ((string key, string value) in selector.MatchLabels)
            list.Add(Equality(key, value));
        foreach (LabelSelectorRequirement expression in selector.MatchExpressions)
        {
            LabelOperator? comparison = expression.Operator switch
            {
                "In" => LabelOperator.In,
                "NotIn" => LabelOperator.NotIn,
                "Exists" => LabelOperator.Exists,
                "DoesNotExist" => LabelOperator.DoesNotExist,
                _ => null,
            };
            if (comparison is null)
                return Nothing;
            list.Add(new(expression.Key, comparison.Value, expression.Values));
        }
        return Of(list);
    }

    /// <summary>As clients write it in a query.</summary>
    public override string ToString() => string.Join(',', (object[])requirements);

    /// <summary>The rules for the object form in a spec.</summary>
    public static void Validate(LabelSelector selector, FieldPath path, FieldErrors errors)
    {
        if (selector.MatchLabels.Count > 0)
            MetadataRules.ValidateLabels(selector.MatchLabels, path.Child("matchLabels"), errors);
        for (int i = 0; i < selector.MatchExpressions.Count; i++)
        {
            LabelSelectorRequirement expression = selector.MatchExpressions[i];
            FieldPath at = path.Child("matchExpressions").Index(i);
            switch (expression.Operator)
            {
                case "In" or "NotIn" when expression.Values.Count == 0:
                    errors.Required(at.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                    break;
                case "Exists" or "DoesNotExist" when expression.Values.Count > 0:
                    errors.Forbidden(at.Child("values"),
                        "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                    break;
                case "In" or "NotIn" or "Exists" or "DoesNotExist":
                    break;
                default:
                    errors.Invalid(at.Child("operator"), expression.Operator, "not a valid selector operator");
                    break;
            }
            MetadataRules.ValidateLabelKey(expression.Key, at.Child("key"), errors);
            for (int value = 0; value < expression.Values.Count; value++)
            {
                Complaints complaints = default;
                NameRules.CheckLabelValue(expression.Values[value], ref complaints);
                if (complaints.Any)
                    complaints.Report(at.Child("values").Index(value), expression.Values[value], errors);
            }
        }
    }

    private static LabelRequirement Equality(string key, string value) =>
        new(key, LabelOperator.In, [value]) { IsEquality = true };
}
