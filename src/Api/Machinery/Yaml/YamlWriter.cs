using System.Text;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Yaml;

/// <summary>
/// Writes a tree as block YAML that reads back as the same tree. Keys of objects are sorted, as kubectl's output has
/// them.
/// </summary>
public static class YamlWriter
{
    public static string Write(Tree tree)
    {
        var output = new StringBuilder();
        WriteValue(tree, output, indent: 0, afterKey: false);
        return output.ToString();
    }

    private static void WriteValue(Tree tree, StringBuilder output, int indent, bool afterKey)
    {
        switch (tree)
        {
            case TreeObject { Count: 0 }:
                output.Append(afterKey ? " {}\n" : "{}\n");
                break;
            case TreeList { Count: 0 }:
                output.Append(afterKey ? " []\n" : "[]\n");
                break;
            case TreeObject value:
                if (afterKey)
                    output.Append('\n');
                WriteMembers(value, output, indent, firstIndented: false);
                break;
            case TreeList list:
                if (afterKey)
                    output.Append('\n');
                WriteItems(list, output, indent);
                break;
            default:
                if (afterKey)
                    output.Append(' ');
                WriteScalar(tree, output, indent);
                break;
        }
    }

    private static void WriteMembers(TreeObject value, StringBuilder output, int indent, bool firstIndented)
    {
        KeyValuePair<string, Tree>[] members = value.Members.ToArray();
        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        foreach ((string key, Tree member) in members)
        {
            if (!firstIndented)
                output.Append(' ', indent);
            firstIndented = false;
            output.Append(IsPlain(key) ? key : Quote(key)).Append(':');
            // A list stands at the indentation of its key.
            WriteValue(member, output, member is TreeList ? indent : indent + 2, afterKey: true);
        }
    }

    private static void WriteItems(TreeList list, StringBuilder output, int indent)
    {
        foreach (Tree item in list)
        {
            output.Append(' ', indent).Append('-');
            if (item is TreeObject { Count: > 0 } value)
            {
                output.Append(' ');
                WriteMembers(value, output, indent + 2, firstIndented: true);
            }
            else if (item is TreeList { Count: > 0 } inner)
            {
                output.Append('\n');
                WriteItems(inner, output, indent + 2);
            }
            else
            {
                WriteValue(item, output, indent + 2, afterKey: true);
            }
        }
    }

    private static void WriteScalar(Tree tree, StringBuilder output, int indent)
    {
        if (tree is not TreeString text)
        {
            output.Append(tree switch
            {
                TreeNumber number => number.Json,
                TreeBoolean value => value.Value ? "true" : "false",
                _ => "null",
            }).Append('\n');
            return;
        }
        if (IsBlock(text.Value))
            WriteBlock(text.Value, output, indent);
        else
            output.Append(IsPlain(text.Value) ? text.Value : Quote(text.Value)).Append('\n');
    }

    private static bool IsBlock(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
            return false;
        foreach (string line in text.Split('\n'))
        {
            // A line with trailing white space or a control character does not survive the block form.
            if (line.Length > 0 && (char.IsWhiteSpace(line[^1]) || line.AsSpan().ContainsAnyInRange('\0', '\u001f')))
                return false;
            if (line.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0)
                return false;
        }
        return text[0] is not (' ' or '\n');
    }

    private static void WriteBlock(string text, StringBuilder output, int indent)
    {
        string body = text.TrimEnd('\n');
        int newlines = text.Length - body.Length;
        output.Append('|').Append(newlines switch { 0 => "-", 1 => "", _ => "+" }).Append('\n');
        int spaces = Math.Max(indent, 2);
        foreach (string line in body.Split('\n'))
        {
            if (line.Length > 0)
                output.Append(' ', spaces).Append(line);
            output.Append('\n');
        }
        for (int i = 1; i < newlines; i++)
            output.Append('\n');
    }

    /// <summary>Whether the text may stand without quotes: it holds no syntax and would read as a string.</summary>
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !IsPlainStart(text[0]) || char.IsWhiteSpace(text[^1]) || text[^1] == ':')
            return false;
        for (int i = 0; i < text.Length; i++)
        {
            char current = text[i];
            if (current is < ' ' or > '~')
                return false;
            if (current == ':' && i + 1 < text.Length && text[i + 1] == ' ')
                return false;
            if (current == '#' && i > 0 && text[i - 1] == ' ')
                return false;
        }
        if (text is "---" or "..." or "<<" or "=")
            return false;
        // Base 60 numbers are strings to us but not to every reader.
        if (char.IsAsciiDigit(text[0]) && text.Contains(':', StringComparison.Ordinal))
            return false;
        // Dates are strings to us, yet other readers make timestamps of them.
        if (text.Length >= 8 && char.IsAsciiDigit(text[0]) && text[4] == '-')
            return false;
        return ReadsAsString(text);
    }

    private static bool ReadsAsString(string text)
    {
        try
        {
            return YamlScalars.Resolve(text) is TreeString;
        }
        catch (DecodeException)
        {
            return false; // .inf and .nan
        }
    }

    private static bool IsPlainStart(char first) =>
        char.IsAsciiLetterOrDigit(first) || first is '/' or '.' or '_' or '$' or '(' or '+' or '^' or ';' or '<' or '=';

    private static string Quote(string text)
    {
        var output = new StringBuilder(text.Length + 2).Append('"');
        foreach (char current in text)
        {
            switch (current)
            {
                case '"':
                    output.Append("\\\"");
                    break;
                case '\\':
                    output.Append("\\\\");
                    break;
                case '\n':
                    output.Append("\\n");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case < ' ' or '\u007f' or '\u0085' or '\u00a0' or '\u2028' or '\u2029' or '\ufeff':
                    output.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)current:x4}");
                    break;
                default:
                    output.Append(current);
                    break;
            }
        }
        return output.Append('"').ToString();
    }
}
