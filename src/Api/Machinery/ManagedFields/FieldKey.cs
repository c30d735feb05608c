namespace Kubesharp.Api.ManagedFields;

/// <summary>
/// The key of an element of a keyed list: the values of up to four key fields, in the ordinal order of their names.
/// </summary>
internal struct FieldKey
{
    private (string? Text, long Number) first;
    private (string? Text, long Number) second;
    private (string? Text, long Number) third;
    private (string? Text, long Number) fourth;
    private int count;
    private bool given;
    private bool missing;

    /// <summary>A key field has no value, or all of them have but defaults.</summary>
    internal readonly bool IsIncomplete => !given || missing;

    internal readonly (string? Text, long Number) this[int index] => index switch
    {
        0 => first,
        1 => second,
        2 => third,
        _ => fourth,
    };

    /// <param name="value">What the element says.</param>
    /// <param name="shown">Whether JSON shows it.</param>
    /// <param name="otherwise">The default; null when there is none.</param>
    public void Add(string? value, bool shown, string? otherwise)
    {
        given |= shown;
        missing |= !shown && otherwise is null;
        Add((shown ? value ?? "" : otherwise ?? "", 0));
    }

    /// <param name="value">What the element says.</param>
    /// <param name="shown">Whether JSON shows it.</param>
    public void Add(long value, bool shown)
    {
        given |= shown;
        missing |= !shown;
        Add((null, value));
    }

    internal readonly int CompareTo(in FieldKey other)
    {
        for (int index = 0; index < count; index++)
        {
            (string? text, long number) = this[index];
            (string? otherText, long otherNumber) = other[index];
            int order = text is null || otherText is null
                ? number.CompareTo(otherNumber)
                : string.CompareOrdinal(text, otherText);
            if (order != 0)
                return order;
        }
        return 0;
    }

    private void Add((string? Text, long Number) part)
    {
        switch (count++)
        {
            case 0:
                first = part;
                break;
            case 1:
                second = part;
                break;
            case 2:
                third = part;
                break;
            default:
                fourth = part;
                break;
        }
    }
}
