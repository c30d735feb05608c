using System.Globalization;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What tolerations must satisfy, and how those of a Pod may change.</summary>
internal static class TolerationRules
{
    public static void Validate(IReadOnlyList<Toleration> tolerations, FieldPath path, FieldErrors errors)
    {
        for (int i = 0; i < tolerations.Count; i++)
        {
            Toleration toleration = tolerations[i];
            if (toleration.Key.Length > 0)
                MetadataRules.ValidateLabelKey(toleration.Key, path.Index(i).Child("key"), errors);
            else if (toleration.Operator != "Exists")
            {
                errors.Invalid(path.Index(i).Child("operator"), toleration.Operator,
                    "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }
            if (toleration.TolerationSeconds is not null && toleration.Effect != "NoExecute")
            {
                errors.Invalid(path.Index(i).Child("effect"), toleration.Effect,
                    "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }
            ValidateValue(toleration, path, i, errors);
            if (toleration.Effect is not ("" or "NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                errors.NotSupported(path.Index(i).Child("effect"), toleration.Effect,
                    "NoSchedule", "PreferNoSchedule", "NoExecute");
            }
        }
    }

    /// <summary>More may come; of what is there only the seconds may change.</summary>
    public static void ValidateAdditions(
        IReadOnlyList<Toleration> tolerations, IReadOnlyList<Toleration> old, FieldPath path, FieldErrors errors)
    {
        foreach (Toleration known in old)
        {
            bool kept = false;
            foreach (Toleration candidate in tolerations)
                kept |= (candidate with { TolerationSeconds = known.TolerationSeconds }).Equals(known);
            if (kept)
                continue;
            errors.Forbidden(path, "existing toleration can not be modified except its tolerationSeconds");
            return;
        }
    }

    private static void ValidateValue(Toleration toleration, FieldPath path, int index, FieldErrors errors)
    {
        string value = toleration.Value;
        switch (toleration.Operator)
        {
            case "" or "Equal":
                Complaints complaints = default;
                NameRules.CheckLabelValue(value, ref complaints);
                if (complaints.Any)
                {
                    errors.Invalid(
                        path.Index(index).Child("operator"), value, string.Join(';', complaints.Texts));
                }
                break;
            case "Exists":
                if (value.Length > 0)
                {
                    errors.Invalid(path.Index(index).Child("operator"), value,
                        "value must be empty when `operator` is 'Exists'");
                }
                break;
            case "Lt" or "Gt":
                if (!IsCanonicalInteger(value))
                {
                    errors.Invalid(path.Index(index).Child("value"), value,
                        "must be a valid decimal integer in canonical form");
                }
                else if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                {
                    errors.Invalid(path.Index(index).Child("value"), value,
                        $"strconv.ParseInt: parsing {FieldErrors.Quote(value)}: value out of range");
                }
                break;
            default:
                errors.NotSupported(
                    path.Index(index).Child("operator"), toleration.Operator, "Equal", "Exists");
                break;
        }
    }

    private static bool IsCanonicalInteger(string value)
    {
        ReadOnlySpan<char> digits = value.StartsWith('-') ? value.AsSpan(1) : value;
        if (digits.IsEmpty || digits.IndexOfAnyExceptInRange('0', '9') >= 0)
            return false;
        return digits[0] != '0' || (digits.Length == 1 && value.Length == 1);
    }
}
