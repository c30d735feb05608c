using System.Text;

namespace Kubesharp.Api;

/// <summary>A point in time with the precision of a second, as most fields of the API keep it. Always UTC.</summary>
public readonly record struct Time : IComparable<Time>
{
    private readonly DateTime utc;

    public Time(DateTimeOffset value)
    {
        DateTime exact = value.UtcDateTime;
        utc = new DateTime(exact.Ticks - exact.Ticks % TimeSpan.TicksPerSecond, DateTimeKind.Utc);
    }

    public static Time FromUnixSeconds(long seconds) => new(DateTimeOffset.FromUnixTimeSeconds(seconds));

    public DateTimeOffset Value => new(utc.Ticks, TimeSpan.Zero);
    public long UnixSeconds => Value.ToUnixTimeSeconds();

    public static implicit operator Time(DateTimeOffset value) => new(value);
    public static implicit operator DateTimeOffset(Time time) => time.Value;
    public static TimeSpan operator -(Time left, Time right) => left.utc - right.utc;
    public static bool operator <(Time left, Time right) => left.utc < right.utc;
    public static bool operator >(Time left, Time right) => left.utc > right.utc;
    public static bool operator <=(Time left, Time right) => left.utc <= right.utc;
    public static bool operator >=(Time left, Time right) => left.utc >= right.utc;

    public int CompareTo(Time other) => utc.CompareTo(other.utc);

    public static bool TryParse(string text, out Time time)
    {
        bool read = Rfc3339.TryParse(text, out DateTime value);
        time = new Time(new DateTimeOffset(value.Ticks, TimeSpan.Zero));
        return read;
    }

    /// <summary>Throws <see cref="FormatException"/> with Go's text.</summary>
    public static Time Parse(string text) =>
        TryParse(text, out Time time) ? time : throw new FormatException(Rfc3339.Failure(text));

    /// <summary>RFC 3339: <c>2026-11-23T12:31:34Z</c>.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[Rfc3339.SecondsLength];
        Format(text);
        return Encoding.ASCII.GetString(text);
    }

    internal int Format(Span<byte> output) => Rfc3339.FormatSeconds(utc, output);
}
