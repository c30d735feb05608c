using System.Globalization;

namespace Kubesharp.Api.Trees;

/// <summary>
/// A number: an exact 64-bit integer, or the text of any other number as it was read, so that writing it back changes
/// nothing. <c>1</c> and <c>1.0</c> are equal.
/// </summary>
public sealed class TreeNumber : Tree
{
    // Ports, counts and modes repeat; the cache covers most of what objects hold.
    private const int CacheSize = 512;
    private static readonly TreeNumber?[] Cache = new TreeNumber?[CacheSize];

    private readonly long integer;
    private readonly string? text;

    private TreeNumber(long integer, string? text)
    {
        this.integer = integer;
        this.text = text;
    }

    /// <summary>Whether the number was written as an integer that fits 64 bits.</summary>
    public bool IsInteger => text is null;

    /// <summary>The exact value when <see cref="IsInteger"/>.</summary>
    public long Integer => text is null ? integer : (long)Double;

    public double Double =>
        text is null ? integer : double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The number as JSON.</summary>
    public string Json => text ?? integer.ToString(CultureInfo.InvariantCulture);

    public static TreeNumber Of(long value)
    {
        if (value is < 0 or >= CacheSize)
            return new TreeNumber(value, null);
        return Cache[value] ??= new TreeNumber(value, null);
    }

    /// <summary>Takes a JSON number. The caller has checked its grammar.</summary>
    public static TreeNumber Of(string json) =>
        long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && json != "-0"
            ? Of(value)
            : new TreeNumber(0, json);

    public override bool Equals(Tree? other)
    {
        if (other is not TreeNumber number)
            return false;
        if (text is null && number.text is null)
            return integer == number.integer;
        return text == number.text || Double.Equals(number.Double);
    }

    public override int GetHashCode() => Double.GetHashCode();
}
