using System.Text;

namespace Kubesharp.Api;

/// <summary>Timestamps as RFC 3339 writes them and as Go reads them.</summary>
internal static class Rfc3339
{
    /// <summary>Length of <c>2006-01-02T15:04:05Z</c>.</summary>
    public const int SecondsLength = 20;
    /// <summary>Length of <c>2006-01-02T15:04:05.000000Z</c>.</summary>
    public const int MicrosLength = 27;

    private const string Layout = "2006-01-02T15:04:05Z07:00";

    /// <summary>Reads a timestamp with any fraction and offset; the result is UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTime utc)
    {
        utc = default;
        if (text.Length < SecondsLength || text[4] != '-' || text[7] != '-' || text[10] != 'T'
            || text[13] != ':' || text[16] != ':')
            return false;
        if (!Digits(text[..4], out int year) || !Digits(text[5..7], out int month) || !Digits(text[8..10], out int day)
            || !Digits(text[11..13], out int hour) || !Digits(text[14..16], out int minute)
            || !Digits(text[17..19], out int second))
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
            return false;

        int position = 19;
        if (!Fraction(text, ref position, out long ticks) || !Offset(text[position..], out int offsetMinutes))
            return false;
        long total = new DateTime(year, month, day, hour, minute, second).Ticks + ticks
            - offsetMinutes * TimeSpan.TicksPerMinute;
        if (total < 0 || total > DateTime.MaxValue.Ticks)
            return false;
        utc = new DateTime(total, DateTimeKind.Utc);
        return true;
    }

    /// <summary>The text that Go gives for a timestamp that it cannot read.</summary>
    public static string Failure(string text) =>
        $"parsing time \"{text}\" as \"{Layout}\": cannot parse \"{text}\" as \"2006\"";

    public static int FormatSeconds(DateTime utc, Span<byte> output)
    {
        Write(output[..4], utc.Year);
        output[4] = (byte)'-';
        Write(output[5..7], utc.Month);
        output[7] = (byte)'-';
        Write(output[8..10], utc.Day);
        output[10] = (byte)'T';
        Write(output[11..13], utc.Hour);
        output[13] = (byte)':';
        Write(output[14..16], utc.Minute);
        output[16] = (byte)':';
        Write(output[17..19], utc.Second);
        output[19] = (byte)'Z';
        return SecondsLength;
    }

    public static int FormatMicros(DateTime utc, Span<byte> output)
    {
        FormatSeconds(utc, output);
        output[19] = (byte)'.';
        Write(output[20..26], (int)(utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond));
        output[26] = (byte)'Z';
        return MicrosLength;
    }

    public static bool TryParse(string text, out DateTime utc)
    {
        Span<byte> bytes = stackalloc byte[64];
        utc = default;
        return text.Length <= 64 && Encoding.UTF8.TryGetBytes(text, bytes, out int written)
            && TryParse(bytes[..written], out utc);
    }

    private static bool Fraction(ReadOnlySpan<byte> text, ref int position, out long ticks)
    {
        ticks = 0;
        if (text[position] is not ((byte)'.' or (byte)','))
            return true;
        int start = ++position;
        long unit = TimeSpan.TicksPerSecond;
        while (position < text.Length && text[position] is >= (byte)'0' and <= (byte)'9')
        {
            unit /= 10;
            ticks += (text[position] - '0') * unit;
            position++;
        }
        return position > start && position < text.Length;
    }

    private static bool Offset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
            return text[0] == 'Z';
        if (text.Length != 6 || text[3] != ':' || text[0] is not ((byte)'+' or (byte)'-')
            || !Digits(text[1..3], out int hours) || !Digits(text[4..6], out minutes) || hours > 24 || minutes > 60)
            return false;
        minutes += hours * 60;
        if (text[0] == '-')
            minutes = -minutes;
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }

    private static void Write(Span<byte> output, int value)
    {
        for (int index = output.Length - 1; index >= 0; index--)
        {
            output[index] = (byte)('0' + value % 10);
            value /= 10;
        }
    }
}
