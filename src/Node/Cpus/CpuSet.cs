using System.Globalization;
using System.Text;

namespace Kubesharp.Kubelet.Cpus;

/// <summary>Processors by their numbers, written as the kernel writes them: <c>0-3,8</c>. Immutable.</summary>
public sealed class CpuSet : IEquatable<CpuSet>
{
    // As many as a kernel can be built for.
    private const int NumberMax = 8191;

    private readonly int[] numbers;

    public CpuSet(IEnumerable<int> numbers) => this.numbers = [.. numbers.Distinct().Order()];

    public static CpuSet Empty { get; } = new([]);

    public int Count => numbers.Length;
    public bool IsEmpty => numbers.Length == 0;
    public IReadOnlyList<int> Numbers => numbers;

    public bool Contains(int number) => Array.BinarySearch(numbers, number) >= 0;

    public CpuSet Union(CpuSet other) => new(numbers.Concat(other.numbers));

    public CpuSet Except(CpuSet other) => new(numbers.Where(number => !other.Contains(number)));

    public CpuSet Intersect(CpuSet other) => new(numbers.Where(other.Contains));

    public bool IsSubsetOf(CpuSet other) => numbers.All(other.Contains);

    /// <returns>False when the text is no list of processors. The empty text is the empty set.</returns>
    public static bool TryParse(string text, out CpuSet set)
    {
        set = Empty;
        List<int> numbers = [];
        foreach (string part in text.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !Number(ends[0], out int first) || !Number(ends[^1], out int last) || last < first)
                return false;
            numbers.AddRange(Enumerable.Range(first, last - first + 1));
        }
        set = new CpuSet(numbers);
        return true;
    }

    public override string ToString()
    {
        StringBuilder text = new();
        for (int start = 0; start < numbers.Length;)
        {
            int end = start;
            while (end + 1 < numbers.Length && numbers[end + 1] == numbers[end] + 1)
                end++;
            if (text.Length > 0)
                text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{numbers[start]}");
            if (end > start)
                text.Append(CultureInfo.InvariantCulture, $"-{numbers[end]}");
            start = end + 1;
        }
        return text.ToString();
    }

    public bool Equals(CpuSet? other) => other is not null && numbers.AsSpan().SequenceEqual(other.numbers);

    public override bool Equals(object? obj) => Equals(obj as CpuSet);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int number in numbers)
            hash.Add(number);
        return hash.ToHashCode();
    }

    private static bool Number(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= NumberMax;
}
