using System.Globalization;

namespace Kubesharp.Api;

/// <summary>A number or a text: a port by number or name, a count or a percentage.</summary>
public readonly record struct IntOrString
{
    private readonly string? text;

    public IntOrString(int value) => IntValue = value;
    public IntOrString(string value) => text = value;

    public bool IsString => text is not null;
    /// <summary>The number; 0 when it is a text.</summary>
    public int IntValue { get; }
    /// <summary>The text; empty when it is a number.</summary>
    public string StringValue => text ?? "";

    public static implicit operator IntOrString(int value) => new(value);
    public static implicit operator IntOrString(string value) => new(value);

    /// <summary>A number if it reads as one, else a text: as kubectl takes it from the command line.</summary>
    public static IntOrString Parse(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? new(value)
            : new(text);

    /// <summary>
    /// The number itself, or the percentage of <paramref name="total"/>. False when the text is not a percentage.
    /// </summary>
    public bool TryScale(int total, bool roundUp, out int value)
    {
        value = IntValue;
        if (text is null)
            return true;
        if (!text.EndsWith('%'))
            return false;
        ReadOnlySpan<char> digits = text.AsSpan(0, text.Length - 1);
        if (!int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int percent))
            return false;
        double exact = (double)percent * total / 100;
        value = (int)(roundUp ? Math.Ceiling(exact) : Math.Floor(exact));
        return true;
    }

    /// <summary>As <see cref="TryScale"/>; a text that is no percentage throws with Go's words.</summary>
    public int Scale(int total, bool roundUp) =>
        TryScale(total, roundUp, out int value)
            ? value
            : throw new FormatException("invalid value for IntOrString: invalid type: string is not a percentage");

    public override string ToString() => text ?? IntValue.ToString(CultureInfo.InvariantCulture);
}
