using System.Globalization;
using System.Text;

namespace Kubesharp.Controllers.Jobs;

/// <summary>
/// Completion indexes in the form that a Job's status writes: increasing, three or more in a row as a range
/// (<c>1,3-5,7,8</c>). Immutable; equal by content.
/// </summary>
internal sealed class IndexSet
{
    public static IndexSet Empty { get; } = new([]);

    // Increasing, and with a gap between each two.
    private readonly IReadOnlyList<(int First, int Last)> ranges;

    private IndexSet(IReadOnlyList<(int First, int Last)> ranges)
    {
        this.ranges = ranges;
        Count = ranges.Sum(static range => range.Last - range.First + 1);
    }

    public int Count { get; }

    /// <summary>Reads the form above. What cannot be read and what is not below the limit is left out.</summary>
    public static IndexSet Parse(string text, int limit)
    {
        List<(int, int)> read = [];
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int dash = part.IndexOf('-', StringComparison.Ordinal);
            if (!TryNumber(dash < 0 ? part : part.AsSpan(0, dash), out int first)
                || !TryNumber(dash < 0 ? part : part.AsSpan(dash + 1), out int last)
                || first > last || first >= limit)
                continue;
            read.Add((first, Math.Min(last, limit - 1)));
        }
        return Of(read);
    }

    public IndexSet With(IEnumerable<int> indexes) => Of(ranges.Concat(indexes.Select(static index => (index, index))));

    public IndexSet With(IndexSet other) => Of(ranges.Concat(other.ranges));

    public bool Contains(int index)
    {
        int low = 0, high = ranges.Count - 1;
        while (low <= high)
        {
            int middle = low + (high - low) / 2;
            if (ranges[middle].First > index)
                high = middle - 1;
            else if (ranges[middle].Last < index)
                low = middle + 1;
            else
                return true;
        }
        return false;
    }

    /// <summary>How many indexes stand in both.</summary>
    public int CountCommon(IndexSet other)
    {
        int common = 0;
        for (int i = 0, j = 0; i < ranges.Count && j < other.ranges.Count;)
        {
            int first = Math.Max(ranges[i].First, other.ranges[j].First);
            int last = Math.Min(ranges[i].Last, other.ranges[j].Last);
            common += Math.Max(0, last - first + 1);
            if (ranges[i].Last < other.ranges[j].Last)
                i++;
            else
                j++;
        }
        return common;
    }

    /// <summary>The lowest indexes below the limit that are not in the set.</summary>
    public IEnumerable<int> Missing(int limit)
    {
        int next = 0;
        foreach ((int first, int last) in ranges)
        {
            for (; next < first && next < limit; next++)
                yield return next;
            next = last + 1;
        }
        for (; next < limit; next++)
            yield return next;
    }

    public override string ToString()
    {
        StringBuilder text = new();
        foreach ((int first, int last) in ranges)
        {
            if (text.Length > 0)
                text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first)
                text.Append(last == first + 1 ? ',' : '-').Append(CultureInfo.InvariantCulture, $"{last}");
        }
        return text.ToString();
    }

    private static IndexSet Of(IEnumerable<(int First, int Last)> unordered)
    {
        List<(int First, int Last)> merged = [];
        foreach ((int first, int last) in unordered.Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else
                merged.Add((first, last));
        }
        return new(merged);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
