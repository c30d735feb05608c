using System.Text;

namespace Kubesharp.Api;

/// <summary>A point in time with the precision of a microsecond (leases, events). Always UTC.</summary>
public readonly record struct MicroTime : IComparable<MicroTime>
{
    private readonly DateTime utc;

    public MicroTime(DateTimeOffset value)
    {
        DateTime exact = value.UtcDateTime;
        utc = new DateTime(exact.Ticks - exact.Ticks % TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }

    public DateTimeOffset Value => new(utc.Ticks, TimeSpan.Zero);

    internal long UnixSeconds => Value.ToUnixTimeSeconds();
    internal int Nanos => (int)(utc.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);

    internal static MicroTime FromUnix(long seconds, int nanos) =>
        new(DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanos / TimeSpan.NanosecondsPerTick));

    public static implicit operator MicroTime(DateTimeOffset value) => new(value);
    public static implicit operator DateTimeOffset(MicroTime time) => time.Value;
    public static TimeSpan operator -(MicroTime left, MicroTime right) => left.utc - right.utc;
    public static bool operator <(MicroTime left, MicroTime right) => left.utc < right.utc;
    public static bool operator >(MicroTime left, MicroTime right) => left.utc > right.utc;
    public static bool operator <=(MicroTime left, MicroTime right) => left.utc <= right.utc;
    public static bool operator >=(MicroTime left, MicroTime right) => left.utc >= right.utc;

    public int CompareTo(MicroTime other) => utc.CompareTo(other.utc);

    public static bool TryParse(string text, out MicroTime time)
    {
        bool read = Rfc3339.TryParse(text, out DateTime value);
        time = new MicroTime(new DateTimeOffset(value.Ticks, TimeSpan.Zero));
        return read;
    }

    /// <summary>Throws <see cref="FormatException"/> with Go's text.</summary>
    public static MicroTime Parse(string text) =>
        TryParse(text, out MicroTime time) ? time : throw new FormatException(Rfc3339.Failure(text));

    /// <summary>RFC 3339 with six digits: <c>2026-11-23T12:31:34.000000Z</c>.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[Rfc3339.MicrosLength];
        Format(text);
        return Encoding.ASCII.GetString(text);
    }

    internal int Format(Span<byte> output) => Rfc3339.FormatMicros(utc, output);
}
