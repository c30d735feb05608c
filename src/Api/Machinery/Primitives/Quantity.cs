using System.Numerics;

namespace Kubesharp.Api;

/// <summary>How a quantity was written, and so how it is written again.</summary>
public enum QuantityFormat : byte
{
    /// <summary>1k = 1000.</summary>
    DecimalSI,
    /// <summary>1Ki = 1024.</summary>
    BinarySI,
    /// <summary>1e3 = 1000.</summary>
    DecimalExponent,
}

/// <summary>
/// An exact amount of a resource: <c>500m</c>, <c>1Gi</c>, <c>1e3</c>. Equal when the amounts are equal, whatever
/// the format. Amounts below a billionth are rounded up to one.
/// </summary>
/// <remarks>
/// The amount is unscaled * 10^scale with no trailing zeros in unscaled, so that equal amounts have equal parts.
/// Unscaled is a long; only amounts that do not fit hold a <see cref="BigInteger"/>.
/// </remarks>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    internal const int NanoScale = -9;
    private const int MilliScale = -3;

    private readonly long unscaled;
    private readonly object? big;
    private readonly int scale;

    private Quantity(long unscaled, object? big, int scale, QuantityFormat format)
    {
        this.unscaled = unscaled;
        this.big = big;
        this.scale = scale;
        Format = format;
    }

    public Quantity(long value, QuantityFormat format = QuantityFormat.DecimalSI) => this = Of(value, 0, format);

    public static Quantity Zero => default;

    /// <summary>Thousandths, as CPU is counted.</summary>
    public static Quantity FromMilli(long milli, QuantityFormat format = QuantityFormat.DecimalSI) =>
        Of(milli, MilliScale, format);

    /// <summary>Bytes: a number that is written with Ki, Mi, Gi.</summary>
    public static Quantity FromBytes(long bytes) => Of(bytes, 0, QuantityFormat.BinarySI);

    public QuantityFormat Format { get; }
    public bool IsZero => unscaled == 0 && big is null;
    /// <summary>-1, 0 or 1.</summary>
    public int Sign => big is BigInteger value ? value.Sign : Math.Sign(unscaled);

    internal BigInteger Unscaled => big is BigInteger value ? value : unscaled;
    internal int Scale => scale;

    /// <summary>The whole number, rounded up (away from zero), held to the range of long.</summary>
    public long Value => ScaledValue(0);
    /// <summary>Thousandths, rounded up (away from zero), held to the range of long.</summary>
    public long MilliValue => ScaledValue(MilliScale);

    /// <summary>The amount in units of 10^<paramref name="newScale"/>, rounded away from zero.</summary>
    public long ScaledValue(int newScale)
    {
        int shift = scale - newScale;
        if (big is null)
        {
            if (shift == 0 || unscaled == 0)
                return unscaled;
            if (shift < 0)
                return DivideUp(unscaled, -shift);
            if (shift <= 18 && Math.BigMul(unscaled, Pow10(shift), out long low) == low >> 63)
                return low;
        }
        BigInteger value = shift >= 0
            ? Unscaled * BigInteger.Pow(10, shift)
            : DivideUp(Unscaled, BigInteger.Pow(10, -shift));
        return value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;
    }

    /// <summary>The amount rounded up (away from zero) to a multiple of 10^<paramref name="newScale"/>.</summary>
    public Quantity RoundUp(int newScale)
    {
        if (scale >= newScale || IsZero)
            return this;
        return Of(DivideUp(Unscaled, BigInteger.Pow(10, newScale - scale)), newScale, Format);
    }

    /// <summary>For ratios and scores; not exact.</summary>
    public double ToDouble() => big is null && scale is <= 0 and >= NanoScale
        ? unscaled / (double)Pow10(-scale)
        : (double)Unscaled * Math.Pow(10, scale);

    public Quantity WithFormat(QuantityFormat format) => new(unscaled, big, scale, format);

    public static Quantity operator +(Quantity left, Quantity right)
    {
        QuantityFormat format = left.IsZero ? right.Format : left.Format;
        int common = Math.Min(left.scale, right.scale);
        if (left.TryAt(common, out long first) && right.TryAt(common, out long second))
        {
            long sum = unchecked(first + second);
            if (((first ^ sum) & (second ^ sum)) >= 0)
                return Of(sum, common, format);
        }
        return Of(left.At(common) + right.At(common), common, format);
    }

    public static Quantity operator -(Quantity value) => Of(-value.Unscaled, value.scale, value.Format);
    public static Quantity operator -(Quantity left, Quantity right) => left + -right;
    public static Quantity operator *(Quantity left, long factor) =>
        Of(left.Unscaled * factor, left.scale, left.Format);

    public int CompareTo(Quantity other)
    {
        int common = Math.Min(scale, other.scale);
        return TryAt(common, out long first) && other.TryAt(common, out long second)
            ? first.CompareTo(second)
            : At(common).CompareTo(other.At(common));
    }

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;
    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;
    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;
    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);
    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);
    public static Quantity Max(Quantity left, Quantity right) => left >= right ? left : right;
    public static Quantity Min(Quantity left, Quantity right) => left <= right ? left : right;

    public bool Equals(Quantity other) =>
        unscaled == other.unscaled && scale == other.scale && (big is null ? other.big is null : big.Equals(other.big));

    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);
    public override int GetHashCode() => HashCode.Combine(unscaled, scale, big);

    /// <summary>Throws <see cref="FormatException"/> with Kubernetes' text.</summary>
    public static Quantity Parse(string text) =>
        QuantityText.TryParse(text, out Quantity quantity, out string error)
            ? quantity
            : throw new FormatException(error);

    public static bool TryParse(string text, out Quantity quantity) => QuantityText.TryParse(text, out quantity, out _);

    /// <summary>The canonical form: no fraction, the largest suffix that needs none.</summary>
    public override string ToString() => QuantityText.Format(this);

    internal static Quantity Of(long unscaled, int scale, QuantityFormat format)
    {
        if (unscaled == 0)
            return new Quantity(0, null, 0, format);
        while (unscaled % 10 == 0)
        {
            unscaled /= 10;
            scale++;
        }
        return new Quantity(unscaled, null, scale, format);
    }

    internal static Quantity Of(BigInteger unscaled, int scale, QuantityFormat format)
    {
        if (unscaled >= long.MinValue && unscaled <= long.MaxValue)
            return Of((long)unscaled, scale, format);
        while (true)
        {
            BigInteger quotient = BigInteger.DivRem(unscaled, 10, out BigInteger rest);
            if (!rest.IsZero)
                break;
            unscaled = quotient;
            scale++;
        }
        return unscaled >= long.MinValue && unscaled <= long.MaxValue
            ? new Quantity((long)unscaled, null, scale, format)
            : new Quantity(0, unscaled, scale, format);
    }

    /// <summary>The exact amount as a whole number, or false when it has a fraction.</summary>
    internal bool TryWhole(out BigInteger whole)
    {
        whole = scale >= 0 ? At(0) : BigInteger.Zero;
        return scale >= 0;
    }

    internal BigInteger At(int lowerScale) =>
        lowerScale == scale ? Unscaled : Unscaled * BigInteger.Pow(10, scale - lowerScale);

    private bool TryAt(int lowerScale, out long value)
    {
        int shift = scale - lowerScale;
        value = unscaled;
        if (big is not null || shift > 18)
            return IsZero;
        return shift == 0 || Math.BigMul(unscaled, Pow10(shift), out value) == value >> 63;
    }

    private static long DivideUp(long value, int digits)
    {
        if (digits > 18)
            return Math.Sign(value);
        (long quotient, long rest) = Math.DivRem(value, Pow10(digits));
        return rest == 0 ? quotient : quotient + Math.Sign(value);
    }

    internal static BigInteger DivideUp(BigInteger value, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(value, divisor, out BigInteger rest);
        return rest.IsZero ? quotient : quotient + value.Sign;
    }

    private static long Pow10(int exponent) => Powers[exponent];

    private static ReadOnlySpan<long> Powers =>
    [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ];
}
