using System.Globalization;
using System.Numerics;

namespace Kubesharp.Api;

/// <summary>The text of quantities: a signed number with an optional fraction, and a suffix.</summary>
internal static class QuantityText
{
    private const string WrongFormat =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string WrongSuffix = "unable to parse quantity's suffix";
    private const string WrongNumber = "unable to parse numeric part of quantity";

    // An amount with more digits, or a larger exponent, is refused: it would cost time out of proportion to its text.
    private const int LengthMax = 256;
    private const int ExponentMax = 512;

    private const string DecimalSuffixes = "num kMGTPE";
    private const string BinarySuffixes = "KMGTPE";

    private static readonly BigInteger BinaryMax = long.MaxValue;

    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity, out string error)
    {
        quantity = default;
        error = WrongFormat;
        if (text.IsEmpty || text.Length > LengthMax)
            return false;
        bool negative = text[0] == '-';
        ReadOnlySpan<char> rest = text[0] is '-' or '+' ? text[1..] : text;

        int wholeLength = CountDigits(rest);
        int length = wholeLength;
        int fractionLength = 0;
        if (length < rest.Length && rest[length] == '.')
        {
            fractionLength = CountDigits(rest[(length + 1)..]);
            length += 1 + fractionLength;
        }
        if (wholeLength + fractionLength == 0)
            return false;
        if (length < rest.Length && rest[length] == '.')
        {
            error = WrongNumber;
            return false;
        }
        ReadOnlySpan<char> suffix = rest[length..];
        if (suffix.IndexOfAnyExcept("eEinumkKMGTP+-0123456789") >= 0)
            return false;
        if (!TrySuffix(suffix, out QuantityFormat format, out int exponent))
        {
            error = WrongSuffix;
            return false;
        }
        quantity = Build(rest[..wholeLength], rest.Slice(wholeLength + (fractionLength > 0 ? 1 : 0), fractionLength),
            negative, format, exponent);
        return true;
    }

    public static string Format(Quantity quantity)
    {
        if (quantity.IsZero)
            return "0";
        if (quantity.Format == QuantityFormat.BinarySI && quantity.TryWhole(out BigInteger whole)
            && BigInteger.Abs(whole) >= 1024)
        {
            int power = 0;
            while (power < BinarySuffixes.Length && (whole & 1023).IsZero)
            {
                whole >>= 10;
                power++;
            }
            string number = whole.ToString(CultureInfo.InvariantCulture);
            return power == 0 ? number : $"{number}{BinarySuffixes[power - 1]}i";
        }
        return FormatDecimal(quantity);
    }

    private static string FormatDecimal(Quantity quantity)
    {
        bool exponential = quantity.Format == QuantityFormat.DecimalExponent;
        int exponent = quantity.Scale - ((quantity.Scale % 3) + 3) % 3;
        // Beyond E there is no suffix, so the number grows instead.
        if (!exponential && exponent > 18)
            exponent = 18;
        string number = quantity.At(exponent).ToString(CultureInfo.InvariantCulture);
        if (exponent == 0)
            return number;
        return exponential
            ? string.Create(CultureInfo.InvariantCulture, $"{number}e{exponent}")
            : $"{number}{DecimalSuffixes[exponent / 3 + 3]}";
    }

    private static Quantity Build(
        ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, bool negative, QuantityFormat format, int exponent)
    {
        bool binary = format == QuantityFormat.BinarySI;
        int scale = -fraction.Length + (binary ? 0 : exponent);
        if (whole.Length + fraction.Length <= 18 && scale >= Quantity.NanoScale && (!binary || exponent == 0))
        {
            long value = 0;
            foreach (char digit in whole)
                value = value * 10 + (digit - '0');
            foreach (char digit in fraction)
                value = value * 10 + (digit - '0');
            return Quantity.Of(negative ? -value : value, scale, format);
        }

        BigInteger amount = BigInteger.Parse($"0{whole}{fraction}", NumberStyles.None, CultureInfo.InvariantCulture);
        if (binary)
            amount <<= exponent;
        // Whoever asks for some gets some: what is below a billionth counts as a billionth.
        if (scale < Quantity.NanoScale)
        {
            amount = Quantity.DivideUp(amount, BigInteger.Pow(10, Quantity.NanoScale - scale));
            scale = Quantity.NanoScale;
        }
        BigInteger one = scale < 0 ? BigInteger.Pow(10, -scale) : BigInteger.One;
        if (binary && amount > BinaryMax * one)
            (amount, scale) = (BinaryMax, 0);
        // Less than one has no binary suffix.
        if (binary && amount < one)
            format = QuantityFormat.DecimalSI;
        return Quantity.Of(negative ? -amount : amount, scale, format);
    }

    private static bool TrySuffix(ReadOnlySpan<char> suffix, out QuantityFormat format, out int exponent)
    {
        format = QuantityFormat.DecimalSI;
        exponent = 0;
        if (suffix.IsEmpty)
            return true;
        if (suffix.Length == 2 && suffix[1] == 'i')
        {
            format = QuantityFormat.BinarySI;
            exponent = 10 * (BinarySuffixes.IndexOf(suffix[0], StringComparison.Ordinal) + 1);
            return exponent > 0;
        }
        if (suffix.Length == 1 && suffix[0] != ' ')
        {
            int index = DecimalSuffixes.IndexOf(suffix[0], StringComparison.Ordinal);
            exponent = 3 * index - 9;
            return index >= 0;
        }
        format = QuantityFormat.DecimalExponent;
        return suffix[0] is 'e' or 'E'
            && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && Math.Abs((long)exponent) <= ExponentMax;
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
