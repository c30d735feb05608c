using System.Globalization;
using Kubesharp.Api;

namespace Kubesharp.Controllers.CronJobs;

/// <summary>
/// A schedule in cron's five fields (minute, hour, day of month, month, day of week) or one of <c>@hourly</c>,
/// <c>@daily</c>, <c>@midnight</c>, <c>@weekly</c>, <c>@monthly</c>, <c>@yearly</c>, <c>@annually</c> and
/// <c>@every 1h30m</c>, with the rules of robfig/cron, which Kubernetes uses: a day counts when day of month and day of
/// week both match, or either when both are restricted; what falls into an hour that the clock skips does not
/// happen, and what falls into one that comes twice happens twice. Immutable.
/// </summary>
internal sealed class CronSchedule
{
    // A date that has not come in so many years never does: 30 February.
    private const int YearsMax = 5;

    private static readonly string[] Months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly TimeZoneInfo zone;
    private readonly TimeSpan? every;
    private readonly Field minutes, hours, monthDays, months, weekDays;

    private CronSchedule(TimeZoneInfo zone, TimeSpan every)
    {
        this.zone = zone;
        this.every = every;
    }

    private CronSchedule(TimeZoneInfo zone, string[] fields)
    {
        this.zone = zone;
        minutes = Field.Parse(fields[0], 0, 59, []);
        hours = Field.Parse(fields[1], 0, 23, []);
        monthDays = Field.Parse(fields[2], 1, 31, []);
        months = Field.Parse(fields[3], 1, 12, Months);
        weekDays = Field.Parse(fields[4], 0, 6, Days);
    }

    public TimeZoneInfo Zone => zone;

    /// <summary>Throws <see cref="FormatException"/> that says what is wrong.</summary>
    /// <param name="zone">For a schedule that names none by <c>TZ=</c> or <c>CRON_TZ=</c> in front.</param>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        if (text.StartsWith("TZ=", StringComparison.Ordinal) || text.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            int space = text.IndexOf(' ', StringComparison.Ordinal);
            string name = text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..(space < 0 ? text.Length : space)];
            zone = FindZone(name)
                ?? throw new FormatException($"provided bad location {name}: unknown time zone {name}");
            text = space < 0 ? "" : text[space..];
        }
        text = text.Trim();
        if (text.Length == 0)
            throw new FormatException("empty spec string");
        if (text.StartsWith('@'))
            return Described(text, zone);
        string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 5
            ? new CronSchedule(zone, fields)
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture,
                $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]"));
    }

    /// <summary>A zone of the IANA database; null when there is none of that name.</summary>
    public static TimeZoneInfo? FindZone(string name) =>
        name is "UTC" or "Etc/UTC" ? TimeZoneInfo.Utc
            : TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null;

    /// <summary>The first moment after the given one; null when there is none in five years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (every is { } interval)
        {
            DateTimeOffset due = after + interval;
            return due.AddTicks(-(due.Ticks % TimeSpan.TicksPerSecond));
        }
        DateTime first = TimeZoneInfo.ConvertTime(after, zone).Date;
        for (DateTime day = first; day.Year <= first.Year + YearsMax; day = day.AddDays(1))
        {
            if (months.Has(day.Month) && IsDay(day) && FirstOn(day, after) is { } found)
                return found;
        }
        return null;
    }

    private bool IsDay(DateTime day)
    {
        bool ofMonth = monthDays.Has(day.Day), ofWeek = weekDays.Has((int)day.DayOfWeek);
        return monthDays.IsAny || weekDays.IsAny ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private DateTimeOffset? FirstOn(DateTime day, DateTimeOffset after)
    {
        DateTimeOffset? first = null;
        for (int hour = 0; hour < 24; hour++)
        {
            if (!hours.Has(hour))
                continue;
            for (int minute = 0; minute < 60; minute++)
            {
                if (!minutes.Has(minute))
                    continue;
                DateTime wall = day.AddMinutes(hour * 60 + minute);
                foreach (TimeSpan offset in OffsetsAt(wall))
                {
                    DateTimeOffset moment = new(wall, offset);
                    if (moment > after && (first is null || moment < first))
                        first = moment;
                }
                // Wall clocks go forward except where an hour comes twice, which the zone's offsets cover.
                if (first is not null && !zone.IsAmbiguousTime(wall))
                    return first;
            }
        }
        return first;
    }

    private IReadOnlyList<TimeSpan> OffsetsAt(DateTime wall) =>
        zone.IsInvalidTime(wall) ? []
            : zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall)
            : [zone.GetUtcOffset(wall)];

    private static CronSchedule Described(string text, TimeZoneInfo zone) => text switch
    {
        "@yearly" or "@annually" => Parse("0 0 1 1 *", zone),
        "@monthly" => Parse("0 0 1 * *", zone),
        "@weekly" => Parse("0 0 * * 0", zone),
        "@daily" or "@midnight" => Parse("0 0 * * *", zone),
        "@hourly" => Parse("0 * * * *", zone),
        _ when text.StartsWith("@every ", StringComparison.Ordinal) => Duration.TryParse(text[7..], out Duration every)
            ? new CronSchedule(zone, AtLeastASecond(every.ToTimeSpan()))
            : throw new FormatException($"failed to parse duration {text}: time: invalid duration \"{text[7..]}\""),
        _ => throw new FormatException($"unrecognized descriptor: {text}"),
    };

    // Fractions of a second are dropped, and less than one would never let time pass.
    private static TimeSpan AtLeastASecond(TimeSpan every) => every < TimeSpan.FromSeconds(1)
        ? TimeSpan.FromSeconds(1) : TimeSpan.FromSeconds(Math.Floor(every.TotalSeconds));

    /// <summary>The numbers that match, one bit each.</summary>
    /// <param name="IsAny">Written as a star: it does not restrict.</param>
    private readonly record struct Field(ulong Bits, bool IsAny)
    {
        public bool Has(int number) => (Bits >> number & 1) != 0;

        public static Field Parse(string text, int min, int max, string[] names)
        {
            ulong bits = 0;
            bool any = false;
            foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                (ulong range, bool star) = ParseRange(part, min, max, names);
                bits |= range;
                any |= star;
            }
            return bits != 0 ? new Field(bits, any) : throw new FormatException($"empty field: {text}");
        }

        // * or ?, 5, 5-10, each with a step behind a slash; 5/10 goes from 5 to the end.
        private static (ulong Bits, bool IsAny) ParseRange(string text, int min, int max, string[] names)
        {
            string[] parts = text.Split('/');
            string[] limits = parts[0].Split('-');
            if (parts.Length > 2)
                throw new FormatException($"too many slashes: {text}");
            if (limits.Length > 2)
                throw new FormatException($"too many hyphens: {text}");
            bool star = limits[0] is "*" or "?";
            int first = star ? min : Number(limits[0], min, names);
            int last = star ? max
                : limits.Length == 2 ? Number(limits[1], min, names)
                : parts.Length == 2 ? max : first;
            int step = parts.Length == 2 ? Number(parts[1], min, []) : 1;
            if (first < min)
                throw new FormatException(Bounds("beginning of range", first, "below minimum", min, text));
            if (last > max)
                throw new FormatException(Bounds("end of range", last, "above maximum", max, text));
            if (first > last)
                throw new FormatException(Bounds("beginning of range", first, "beyond end of range", last, text));
            if (step == 0)
                throw new FormatException($"step of range should be a positive number: {text}");
            ulong bits = 0;
            for (int number = first; number <= last; number += step)
                bits |= 1UL << number;
            return (bits, star && step == 1);
        }

        private static int Number(string text, int min, string[] names)
        {
            int named = Array.IndexOf(names, text.ToLowerInvariant());
            if (named >= 0)
                return named + min;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new FormatException(
                    $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax");
        }

        private static string Bounds(string what, int number, string how, int bound, string text) =>
            string.Create(CultureInfo.InvariantCulture, $"{what} ({number}) {how} ({bound}): {text}");
    }
}
