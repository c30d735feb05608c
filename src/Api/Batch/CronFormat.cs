using System.Globalization;

namespace Kubesharp.Api.Batch;

/// <summary>The form of a schedule: five fields of cron, or a descriptor such as <c>@hourly</c>.</summary>
public static class CronFormat
{
    private static readonly (int Min, int Max, string[] Names)[] Fields =
    [
        (0, 59, []),
        (0, 23, []),
        (1, 31, []),
        (1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]),
        (0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]),
    ];

    /// <summary>What is wrong with the schedule, in the words of upstream's parser; null when nothing is.</summary>
    public static string? Problem(string schedule)
    {
        string spec = schedule;
        if (spec.StartsWith("TZ=", StringComparison.Ordinal) || spec.StartsWith("CRON_TZ=", StringComparison.Ordinal))
        {
            int space = spec.IndexOf(' ', StringComparison.Ordinal);
            string zone = spec[(spec.IndexOf('=', StringComparison.Ordinal) + 1)..(space < 0 ? spec.Length : space)];
            if (!IsZone(zone))
                return $"provided bad location {zone}: unknown time zone {zone}";
            spec = space < 0 ? "" : spec[space..].Trim();
        }
        if (spec.StartsWith('@'))
            return DescriptorProblem(spec);
        string[] parts = spec.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != Fields.Length)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"expected exactly {Fields.Length} fields, found {parts.Length}: [{string.Join(' ', parts)}]");
        }
        for (int i = 0; i < parts.Length; i++)
        {
            foreach (string range in parts[i].Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                if (RangeProblem(range, i) is { } problem)
                    return problem;
            }
        }
        return null;
    }

    /// <summary>Whether the name is that of a zone: of the tz database, as it is spelled there.</summary>
    public static bool IsZone(string name)
    {
        if (name == "UTC")
            return true;
        bool plausible = !name.StartsWith('/') && !name.Contains("..", StringComparison.Ordinal)
            && !name.Contains('\\', StringComparison.Ordinal) && name.Trim() == name;
        return plausible && TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) && zone.Id == name;
    }

    private static string? DescriptorProblem(string spec)
    {
        if (spec is "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly")
            return null;
        const string Every = "@every ";
        if (!spec.StartsWith(Every, StringComparison.Ordinal))
            return $"unrecognized descriptor: {spec}";
        string text = spec[Every.Length..];
        return Duration.TryParse(text, out _)
            ? null : $"failed to parse duration {spec}: time: invalid duration \"{text}\"";
    }

    // number | number-number | *, and a step behind a slash.
    private static string? RangeProblem(string text, int field)
    {
        (int min, int max, string[] names) = Fields[field];
        string[] rangeAndStep = text.Split('/');
        string[] ends = rangeAndStep[0].Split('-');
        int first = min, last = max;
        if (ends[0] is not ("*" or "?"))
        {
            if (Number(ends[0], names, min, out first) is { } problem)
                return problem;
            last = first;
            if (ends.Length == 2 && Number(ends[1], names, min, out last) is { } second)
                return second;
            if (ends.Length > 2)
                return $"too many hyphens: {text}";
        }
        if (rangeAndStep.Length > 2)
            return $"too many slashes: {text}";
        int step = 1;
        if (rangeAndStep.Length == 2)
        {
            if (Number(rangeAndStep[1], [], 0, out step) is { } problem)
                return problem;
            // N/step means N to the end.
            if (ends.Length == 1 && ends[0] is not ("*" or "?"))
                last = max;
        }
        return RangeProblem(text, first, last, step, min, max);
    }

    private static string? RangeProblem(string text, int first, int last, int step, int min, int max)
    {
        if (first < min)
            return string.Create(CultureInfo.InvariantCulture, $"beginning of range ({first}) below minimum ({min}): "
                + $"{text}");
        if (last > max)
            return string.Create(CultureInfo.InvariantCulture, $"end of range ({last}) above maximum ({max}): {text}");
        if (first > last)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"beginning of range ({first}) beyond end of range ({last}): {text}");
        }
        return step == 0 ? $"step of range should be a positive number: {text}" : null;
    }

    private static string? Number(string text, string[] names, int min, out int number)
    {
        int name = Array.IndexOf(names, text.ToLowerInvariant());
        number = name + min;
        if (name >= 0)
            return null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return $"failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": invalid syntax";
        return number < 0
            ? string.Create(CultureInfo.InvariantCulture, $"negative number ({number}) not allowed: {text}") : null;
    }
}
