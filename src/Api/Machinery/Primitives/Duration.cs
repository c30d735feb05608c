using System.Globalization;

namespace Kubesharp.Api;

/// <summary>A length of time in nanoseconds, written as Go writes it: <c>1m0s</c>, <c>1.5s</c>, <c>200ms</c>.</summary>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;
    private const long Minute = 60 * Second;
    private const long Hour = 60 * Minute;

    public static Duration From(TimeSpan span) => new(checked(span.Ticks * TimeSpan.NanosecondsPerTick));
    public static implicit operator Duration(TimeSpan span) => From(span);

    public TimeSpan ToTimeSpan() => TimeSpan.FromTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);

    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>Throws <see cref="FormatException"/> with Go's text.</summary>
    public static Duration Parse(string text) =>
        TryParse(text, out Duration duration)
            ? duration
            : throw new FormatException($"time: invalid duration \"{text}\"");

    public static bool TryParse(string text, out Duration duration)
    {
        duration = default;
        ReadOnlySpan<char> rest = text;
        bool negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
            rest = rest[1..];
        if (rest is "0")
            return true;
        if (rest.IsEmpty)
            return false;

        Int128 total = 0;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOfAnyExcept("0123456789.");
            if (length <= 0 || rest[..length] is "." || rest[..length].Count('.') > 1)
                return false;
            int unitLength = rest[length..].IndexOfAny("0123456789.");
            ReadOnlySpan<char> unitText = unitLength < 0 ? rest[length..] : rest.Slice(length, unitLength);
            if (!TryUnit(unitText, out long unit) || !TryScale(rest[..length], unit, out Int128 part))
                return false;
            total += part;
            rest = rest[(length + unitText.Length)..];
            if (total > (Int128)long.MaxValue + 1)
                return false;
        }
        if (!negative && total > long.MaxValue)
            return false;
        duration = new Duration((long)(negative ? -total : total));
        return true;
    }

    public override string ToString()
    {
        if (Nanoseconds == 0)
            return "0s";
        string sign = Nanoseconds < 0 ? "-" : "";
        ulong value = Nanoseconds < 0 ? (ulong)-(Int128)Nanoseconds : (ulong)Nanoseconds;
        if (value < Second)
        {
            return value switch
            {
                < Microsecond => $"{sign}{value}ns",
                < Millisecond => $"{sign}{Decimal(value, Microsecond)}µs",
                _ => $"{sign}{Decimal(value, Millisecond)}ms",
            };
        }
        ulong hours = value / Hour, minutes = value % Hour / Minute;
        string seconds = Decimal(value % Minute, Second);
        if (hours > 0)
            return $"{sign}{hours}h{minutes}m{seconds}s";
        return minutes > 0 ? $"{sign}{minutes}m{seconds}s" : $"{sign}{seconds}s";
    }

    private static string Decimal(ulong value, long unit)
    {
        ulong fraction = value % (ulong)unit;
        string whole = (value / (ulong)unit).ToString(CultureInfo.InvariantCulture);
        if (fraction == 0)
            return whole;
        int width = unit.ToString(CultureInfo.InvariantCulture).Length - 1;
        string digits = fraction.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        return $"{whole}.{digits.TrimEnd('0')}";
    }

    private static bool TryUnit(ReadOnlySpan<char> text, out long unit)
    {
        unit = text switch
        {
            "ns" => 1,
            // The micro sign and the Greek letter mu.
            "us" or "\u00b5s" or "\u03bcs" => Microsecond,
            "ms" => Millisecond,
            "s" => Second,
            "m" => Minute,
            "h" => Hour,
            _ => 0,
        };
        return unit != 0;
    }

    private static bool TryScale(ReadOnlySpan<char> number, long unit, out Int128 result)
    {
        int point = number.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? number : number[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : number[(point + 1)..];
        result = 0;
        long value = 0;
        if (!whole.IsEmpty && !long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return false;
        result = (Int128)value * unit;
        Int128 scale = unit;
        foreach (char digit in fraction)
        {
            // Below the nanosecond digits are cut off, as Go cuts them.
            scale *= digit - '0';
            result += scale / 10;
            scale = unit /= 10;
            if (unit == 0)
                break;
        }
        return true;
    }
}
