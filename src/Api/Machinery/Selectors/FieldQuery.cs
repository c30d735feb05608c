using System.Text;

namespace Kubesharp.Api.Selectors;

/// <summary>A field selector: <c>metadata.name=x,spec.nodeName!=</c>. All terms must hold.</summary>
public sealed class FieldQuery
{
    private readonly FieldTerm[] terms;

    public static FieldQuery Everything { get; } = new([]);

    private FieldQuery(FieldTerm[] terms) => this.terms = terms;

    public IReadOnlyList<FieldTerm> Terms => terms;
    public bool IsEverything => terms.Length == 0;

    public static FieldQuery Of(params ReadOnlySpan<FieldTerm> terms) => new(terms.ToArray());

    /// <summary>Asks for one object by name, as single-object watches do.</summary>
    public static FieldQuery Name(string name) => Of(new FieldTerm("metadata.name", name, false));

    /// <summary>Whether all terms hold for the fields of an object.</summary>
    /// <param name="read">The value of a field; null counts as empty.</param>
    public bool Matches(Func<string, string?> read)
    {
        foreach (FieldTerm term in terms)
        {
            if (((read(term.Field) ?? "") == term.Value) == term.Negated)
                return false;
        }
        return true;
    }

    /// <inheritdoc cref="Matches(Func{string, string?})"/>
    public bool Matches(Strategy strategy, ApiObject value)
    {
        foreach (FieldTerm term in terms)
        {
            if (((strategy.FieldValue(value, term.Field) ?? "") == term.Value) == term.Negated)
                return false;
        }
        return true;
    }

    /// <summary>The value that the field must have, when there is a term that says so: the way into an index.</summary>
    public string? ExactValue(string field)
    {
        foreach (FieldTerm term in terms)
        {
            if (!term.Negated && term.Field == field)
                return term.Value;
        }
        return null;
    }

    /// <summary>On failure <paramref name="error"/> is the sentence of the 400 that clients get.</summary>
    public static bool TryParse(string text, out FieldQuery query, out string error)
    {
        query = Everything;
        error = "";
        if (text.Length == 0)
            return true;
        var terms = new List<FieldTerm>();
        foreach (string part in Split(text))
        {
            if (part.Length == 0)
                continue;
            if (Term(part) is not { } term || Unescape(term.Value) is not { } value)
            {
                error = $"invalid selector: '{text}'; can't understand '{part}'";
                return false;
            }
            terms.Add(term with { Value = value });
        }
        query = new([.. terms]);
        return true;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (FieldTerm term in terms)
            text.Append(text.Length == 0 ? "" : ",").Append(term.ToString());
        return text.ToString();
    }

    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }
        parts.Add(text[start..]);
        return parts;
    }

    private static FieldTerm? Term(string part)
    {
        for (int i = 0; i < part.Length; i++)
        {
            ReadOnlySpan<char> rest = part.AsSpan(i);
            if (rest.StartsWith("!="))
                return new(part[..i], part[(i + 2)..], true);
            if (rest.StartsWith("=="))
                return new(part[..i], part[(i + 2)..], false);
            if (rest[0] == '=')
                return new(part[..i], part[(i + 1)..], false);
        }
        return null;
    }

    /// <summary>Null when something else than a backslash, comma or equals sign was escaped, or one was not.</summary>
    private static string? Unescape(string value)
    {
        if (value.AsSpan().IndexOfAny('\\', ',', '=') < 0)
            return value;
        var text = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] is ',' or '=')
                return null;
            if (value[i] == '\\' && (++i == value.Length || value[i] is not ('\\' or ',' or '=')))
                return null;
            text.Append(value[i]);
        }
        return text.ToString();
    }
}
