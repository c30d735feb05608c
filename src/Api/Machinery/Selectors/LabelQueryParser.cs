using System.Globalization;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Selectors;

/// <summary>
/// Reads the text form. The grammar: requirements with commas between; each <c>[!]key</c>, or
/// <c>key (=|==|!=|&lt;|&gt;) value</c>, or <c>key (in|notin) (a, b)</c>.
/// </summary>
internal sealed class LabelQueryParser(string text)
{
    private int position;

    /// <summary>The requirements, or null and why not.</summary>
    public List<LabelRequirement>? Parse(out string error)
    {
        var requirements = new List<LabelRequirement>();
        error = "";
        while (true)
        {
            string token = Peek();
            if (token.Length == 0 && requirements.Count == 0)
                return requirements;
            if (token != "!" && !IsWord(token))
            {
                error = requirements.Count == 0
                    ? $"found '{token}', expected: !, identifier, or 'end of string'"
                    : $"found '{token}', expected: identifier after ','";
                return null;
            }
            if (Requirement(out string failure) is not { } requirement)
            {
                error = $"unable to parse requirement: {failure}";
                return null;
            }
            requirements.Add(requirement);
            token = Next();
            if (token.Length == 0)
                return requirements;
            if (token != ",")
            {
                error = $"found '{token}', expected: ',' or 'end of string'";
                return null;
            }
        }
    }

    private LabelRequirement? Requirement(out string error)
    {
        bool absent = Peek() == "!";
        if (absent)
            Next();
        string key = Next();
        if (!IsWord(key))
        {
            error = $"found '{key}', expected: identifier";
            return null;
        }
        string following = Peek();
        if (absent || following is "" or ",")
        {
            return Checked(
                new(key, absent ? LabelOperator.DoesNotExist : LabelOperator.Exists, []), out error);
        }
        string comparison = Next();
        switch (comparison)
        {
            case "=" or "==" or "!=":
                LabelOperator equality = comparison == "!=" ? LabelOperator.NotIn : LabelOperator.In;
                return ExactValue(out string value, out error)
                    ? Checked(new(key, equality, [value]) { IsEquality = true }, out error) : null;
            case ">" or "<":
                LabelOperator order = comparison == ">" ? LabelOperator.GreaterThan : LabelOperator.LessThan;
                return ExactValue(out string bound, out error) ? Checked(new(key, order, [bound]), out error) : null;
            case "in" or "notin":
                return Values(out error) is { } values
                    ? Checked(new(key, comparison == "in" ? LabelOperator.In : LabelOperator.NotIn, values), out error)
                    : null;
            default:
                error = $"found '{comparison}', expected: in, notin, =, ==, !=, gt, lt";
                return null;
        }
    }

    private bool ExactValue(out string value, out string error)
    {
        error = "";
        value = "";
        if (Peek() is "" or ",")
            return true;
        value = Next();
        if (IsWord(value))
            return true;
        error = $"found '{value}', expected: identifier";
        return false;
    }

    private List<string>? Values(out string error)
    {
        string token = Next();
        error = "";
        if (token != "(")
        {
            error = $"found '{token}', expected: '('";
            return null;
        }
        var values = new List<string>();
        bool expectsValue = true;
        while (true)
        {
            token = Next();
            if (token == ")")
            {
                if (expectsValue)
                    values.Add(""); // "(a,)" and "()" contain the empty value.
                return values;
            }
            if (token == ",")
            {
                if (expectsValue)
                    values.Add("");
                expectsValue = true;
            }
            else if (IsWord(token) && expectsValue)
            {
                values.Add(token);
                expectsValue = false;
            }
            else
            {
                error = $"found '{token}', expected: ',', or ')'";
                return null;
            }
        }
    }

    private static LabelRequirement? Checked(LabelRequirement requirement, out string error)
    {
        Complaints complaints = default;
        string shown = requirement.Key;
        NameRules.CheckQualifiedName(requirement.Key, ref complaints);
        foreach (string value in requirement.Values)
        {
            if (complaints.Any)
                break;
            shown = value;
            NameRules.CheckLabelValue(value, ref complaints);
            if (requirement.Operator is LabelOperator.GreaterThan or LabelOperator.LessThan
                && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                complaints.Add("for 'Gt', 'Lt' operators, the value must be an integer");
        }
        // Upstream's path is empty here and prints so.
        error = complaints.Any ? $"<nil>: Invalid value: {FieldErrors.Quote(shown)}: {complaints.Texts[0]}" : "";
        return complaints.Any ? null : requirement;
    }

    private static bool IsWord(string token) =>
        token.Length > 0 && token is not ("!" or "(" or ")" or "," or "=" or "==" or "!=" or ">" or "<");

    private string Peek()
    {
        int start = position;
        string token = Next();
        position = start;
        return token;
    }

    /// <summary>The next token; empty at the end.</summary>
    private string Next()
    {
        while (position < text.Length && text[position] is ' ' or '\t' or '\r' or '\n')
            position++;
        if (position >= text.Length)
            return "";
        int start = position++;
        switch (text[start])
        {
            case '(' or ')' or ',' or '>' or '<':
                return text[start].ToString();
            case '=' or '!':
                if (position < text.Length && text[position] == '=')
                    position++;
                return text[start..position];
        }
        while (position < text.Length && text[position] is not
            (' ' or '\t' or '\r' or '\n' or '=' or '!' or '(' or ')' or ',' or '>' or '<'))
            position++;
        return text[start..position];
    }
}
