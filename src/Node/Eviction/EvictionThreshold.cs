using System.Globalization;
using Kubesharp.Api;

namespace Kubesharp.Kubelet.Eviction;

/// <summary>An amount of its own, or a part of what there is.</summary>
public readonly record struct EvictionAmount
{
    private EvictionAmount(long value, double part)
    {
        Value = value;
        Part = part;
    }

    /// <summary>Bytes, inodes or processes; counts when there is no part.</summary>
    public long Value { get; }

    /// <summary>Of the capacity, from 0 to 1.</summary>
    public double Part { get; }

    public static EvictionAmount Of(long value) => new(value, 0);

    public static EvictionAmount OfCapacity(double part) => new(0, part);

    public long In(long capacity) => Part > 0 ? (long)(capacity * Part) : Value;

    /// <summary>Reads <c>100Mi</c> or <c>10%</c>.</summary>
    /// <returns>What is wrong with it; empty when nothing is.</returns>
    public static string Parse(string text, out EvictionAmount amount)
    {
        amount = default;
        if (text.EndsWith('%'))
        {
            if (!double.TryParse(text[..^1], CultureInfo.InvariantCulture, out double percent))
                return $"\"{text}\" is not a percentage";
            if (percent < 0)
                return "eviction percentage minimum reclaim threshold must be >= 0%";
            if (percent > 100)
                return "eviction percentage threshold must be at most 100%";
            amount = OfCapacity(percent / 100);
            return "";
        }
        if (!Quantity.TryParse(text, out Quantity quantity))
            return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
        if (quantity.Sign < 0)
            return $"eviction threshold must be positive: {text}";
        amount = Of(quantity.Value);
        return "";
    }

    public override string ToString() => Part > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Part * 100:0.##}%")
        : Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How little of something may be left before Pods have to go.</summary>
public sealed record EvictionThreshold(EvictionSignal Signal, EvictionAmount Amount)
{
    /// <summary>How long it must hold; zero: a hard threshold, which waits for nothing.</summary>
    public TimeSpan Grace { get; init; }

    /// <summary>How much above the threshold is reclaimed once it was met.</summary>
    public EvictionAmount Reclaim { get; init; }

    public bool IsHard => Grace == TimeSpan.Zero;
}
