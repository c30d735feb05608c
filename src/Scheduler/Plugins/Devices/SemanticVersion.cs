using System.Globalization;

namespace Kubesharp.Scheduler.Plugins.Devices;

/// <summary>A version as semver.org orders them: 1.2.3-rc.1 before 1.2.3; what stands after + does not count.</summary>
internal sealed record SemanticVersion(long Major, long Minor, long Patch, IReadOnlyList<string> Before)
    : IComparable<SemanticVersion>
{
    /// <exception cref="FormatException">It is none.</exception>
    public static SemanticVersion Parse(string text)
    {
        string rest = text.Split('+', 2)[0];
        string[] halves = rest.Split('-', 2);
        string[] numbers = halves[0].Split('.');
        if (numbers.Length != 3)
            throw new FormatException($"\"{text}\" is not a semantic version: MAJOR.MINOR.PATCH is asked for");
        return new(
            Number(numbers[0], text), Number(numbers[1], text), Number(numbers[2], text),
            halves.Length == 2 ? halves[1].Split('.') : []);
    }

    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
            return 1;
        int order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0)
            return order;
        // What comes before a release has something after the dash.
        if (Before.Count == 0 || other.Before.Count == 0)
            return other.Before.Count.CompareTo(Before.Count) is var byRelease && byRelease != 0 ? byRelease : 0;
        for (int i = 0; i < Before.Count && i < other.Before.Count; i++)
        {
            order = Compare(Before[i], other.Before[i]);
            if (order != 0)
                return order;
        }
        return Before.Count.CompareTo(other.Before.Count);
    }

    // Numbers are compared as numbers and go before words.
    private static int Compare(string left, string right)
    {
        bool isLeft = long.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out long leftNumber);
        bool isRight = long.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out long rightNumber);
        if (isLeft && isRight)
            return leftNumber.CompareTo(rightNumber);
        return isLeft ? -1 : isRight ? 1 : string.CompareOrdinal(left, right);
    }

    private static long Number(string text, string whole) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number : throw new FormatException($"\"{whole}\" is not a semantic version: \"{text}\" is not a number");
}
