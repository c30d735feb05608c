using System.Globalization;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Batch;

/// <summary>Indexes of a Job as text: single ones and intervals, ascending, with commas: <c>1,3-5,7</c>.</summary>
public static class JobIndexes
{
    /// <summary>How many there are; 0 with the problem, in upstream's words, when the text is wrong.</summary>
    public static int Count(string text, int completions, out string? problem)
    {
        int total = 0;
        foreach ((int first, int last) in Intervals(text, completions, out problem))
            total += last - first + 1;
        return problem is null ? total : 0;
    }

    /// <summary>The intervals up to where the text is wrong.</summary>
    public static IReadOnlyList<(int First, int Last)> Intervals(string text, int completions, out string? problem)
    {
        problem = null;
        var intervals = new List<(int, int)>();
        if (text.Length == 0)
            return intervals;
        int? previous = null;
        foreach (string part in text.Split(','))
        {
            (int first, int last) = Interval(part, completions, out problem);
            if (problem is null && previous >= first)
            {
                problem = string.Create(
                    CultureInfo.InvariantCulture, $"non-increasing order, previous: {previous}, current: {first}");
            }
            if (problem is not null)
                break;
            intervals.Add((first, last));
            previous = last;
        }
        return intervals;
    }

    private static (int First, int Last) Interval(string text, int completions, out string? problem)
    {
        string[] ends = text.Split('-');
        if (ends.Length > 2)
        {
            problem = $"the fragment {FieldErrors.Quote(text)} violates the requirement that an index interval can "
                + "have at "
                + "most two parts separated by '-'";
            return default;
        }
        int first = Index(ends[0], completions, out problem);
        if (problem is not null || ends.Length == 1)
            return (first, first);
        int last = Index(ends[1], completions, out problem);
        if (problem is null && first >= last)
        {
            problem = string.Create(
                CultureInfo.InvariantCulture, $"non-increasing order, previous: {first}, current: {last}");
        }
        return (first, last);
    }

    private static int Index(string text, int completions, out string? problem)
    {
        problem = null;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int index))
            problem = $"cannot convert string to integer for index: {FieldErrors.Quote(text)}";
        else if (index >= completions)
            problem = $"too large index: {FieldErrors.Quote(text)}";
        return index;
    }
}
