using System.Globalization;

namespace Kubesharp.Api.Printing;

/// <summary>Durations as kubectl prints them: two units at most, the second only while it matters.</summary>
public static class HumanDuration
{
    private const long Day = 24;
    private const long Year = 365;

    /// <summary>The time since then: <c>5s</c>, <c>2m3s</c>, <c>3h</c>; <c>&lt;unknown&gt;</c> without one.</summary>
    public static string Age(DateTimeOffset? since, DateTimeOffset now) =>
        since is { } time ? Format(now - time) : "<unknown>";

    public static string Format(TimeSpan span)
    {
        // Clocks differ a little between machines; below a second nothing is known.
        long seconds = (long)span.TotalSeconds;
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        if (seconds < 60 * 2)
            return Unit(seconds, 's');
        long minutes = seconds / 60;
        if (minutes < 10)
            return Two(minutes, 'm', seconds % 60, 's');
        if (minutes < 60 * 3)
            return Unit(minutes, 'm');
        long hours = minutes / 60;
        if (hours < 8)
            return Two(hours, 'h', minutes % 60, 'm');
        if (hours < Day * 2)
            return Unit(hours, 'h');
        if (hours < Day * 8)
            return Two(hours / Day, 'd', hours % Day, 'h');
        if (hours < Day * Year * 2)
            return Unit(hours / Day, 'd');
        if (hours < Day * Year * 8)
            return Two(hours / Day / Year, 'y', hours / Day % Year, 'd');
        return Unit(hours / Day / Year, 'y');
    }

    private static string Unit(long value, char unit) => value.ToString(CultureInfo.InvariantCulture) + unit;

    private static string Two(long first, char firstUnit, long second, char secondUnit) =>
        second == 0 ? Unit(first, firstUnit) : Unit(first, firstUnit) + Unit(second, secondUnit);
}
