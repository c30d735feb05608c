using System.Globalization;
using System.Numerics;
using Kubesharp.Api.Trees;

namespace Kubesharp.Api.Yaml;

/// <summary>
/// What a scalar means, by the rules of YAML 1.1 as Kubernetes' clients and server have always read it: yes, no, on
/// and off are booleans, a leading zero is octal, a date stays a string.
/// </summary>
internal static class YamlScalars
{
    /// <summary>Reads a scalar that was written without quotes and without a tag.</summary>
    public static Tree Resolve(string text)
    {
        if (text.Length == 0)
            return Tree.Null;
        switch (text[0])
        {
            case >= '0' and <= '9' or '+' or '-' or '.':
                return ResolveNumber(text) ?? text;
            case 'y' or 'Y' or 'n' or 'N' or 't' or 'T' or 'f' or 'F' or 'o' or 'O' or '~':
                return ResolveWord(text) ?? text;
            default:
                return text;
        }
    }

    /// <summary>Reads a scalar with an explicit tag such as <c>!!int</c>.</summary>
    public static Tree ResolveTagged(string text, string tag)
    {
        const string Core = "tag:yaml.org,2002:";
        string name = tag.StartsWith(Core, StringComparison.Ordinal) ? tag[Core.Length..] : tag;
        Tree plain = Resolve(text);
        switch (name)
        {
            case "str" or "!" or "timestamp":
                return text;
            case "binary":
                return DecodeBinary(text);
            case "null" when plain is TreeNull:
            case "bool" when plain is TreeBoolean:
            case "int" when plain is TreeNumber { IsInteger: true }:
            case "float" when plain is TreeNumber:
                return plain;
            case "null" or "bool" or "int" or "float":
                throw new DecodeException($"yaml: cannot decode `{text}` as a !!{name}");
            default:
                return text; // A private tag says nothing about JSON.
        }
    }

    private static Tree DecodeBinary(string text)
    {
        try
        {
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw new DecodeException("yaml: !!binary value contains invalid base64 data");
        }
    }

    private static Tree? ResolveWord(string text) => text switch
    {
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => Tree.True,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => Tree.False,
        "~" or "null" or "Null" or "NULL" => Tree.Null,
        _ => null,
    };

    private static Tree? ResolveNumber(string text)
    {
        switch (text)
        {
            case ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF"
                or "-.inf" or "-.Inf" or "-.INF":
                throw new DecodeException($"json: unsupported value: {text}");
        }
        if (IsDate(text))
            return null;
        string plain = text[0] == '.' ? text : text.Replace("_", "", StringComparison.Ordinal);
        if (ParseInteger(plain) is { } integer)
            return TreeNumber.Of(integer.ToString(CultureInfo.InvariantCulture));
        if (!IsFloat(plain)
            || !double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !double.IsFinite(value))
            return null;
        return TreeNumber.Of(JsonOf(value));
    }

    /// <summary>Integers in base 10, 16 (0x), 8 (0 or 0o) and 2 (0b), with a sign.</summary>
    private static BigInteger? ParseInteger(string text)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> digits = text.AsSpan(text.StartsWith('-') || text.StartsWith('+') ? 1 : 0);
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]))
            return null;
        int radix = 10;
        if (digits.Length > 1 && digits[0] == '0')
        {
            (radix, int skip) = digits[1] switch
            {
                'x' or 'X' => (16, 2),
                'b' or 'B' => (2, 2),
                'o' or 'O' => (8, 2),
                _ => (8, 1),
            };
            digits = digits[skip..];
        }
        BigInteger value = BigInteger.Zero;
        foreach (char digit in digits)
        {
            int number = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : int.MaxValue;
            if (number >= radix)
                return null;
            value = (value * radix) + number;
        }
        return digits.IsEmpty ? null : negative ? -value : value;
    }

    // [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        if (text[0] is '-' or '+')
            text = text[1..];
        int whole = Digits(ref text);
        int fraction = 0;
        if (!text.IsEmpty && text[0] == '.')
        {
            text = text[1..];
            fraction = Digits(ref text);
            if (whole == 0 && fraction == 0)
                return false;
        }
        else if (whole == 0)
        {
            return false;
        }
        if (!text.IsEmpty && text[0] is 'e' or 'E')
        {
            text = text[1..];
            if (!text.IsEmpty && text[0] is '-' or '+')
                text = text[1..];
            if (Digits(ref text) == 0)
                return false;
        }
        return text.IsEmpty;
    }

    private static int Digits(ref ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        text = text[count..];
        return count;
    }

    /// <summary>A whole number is written without fraction and exponent, as JSON encoders of Go do.</summary>
    private static string JsonOf(double value) =>
        Math.Abs(value) < 1e15 && value == Math.Floor(value)
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    // Four digits and a dash begin every form of timestamp; the forms themselves are digits and separators.
    private static bool IsDate(string text)
    {
        if (text.Length < 8 || text[4] != '-')
            return false;
        for (int i = 0; i < 4; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                return false;
        }
        return true;
    }
}
