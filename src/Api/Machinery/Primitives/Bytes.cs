using System.Text;

namespace Kubesharp.Api;

/// <summary>Bytes with equality by content; base64 in JSON. The array never changes after it was handed over.</summary>
public readonly struct Bytes(byte[] value) : IEquatable<Bytes>
{
    private readonly byte[]? value = value;

    public static Bytes Empty { get; } = new([]);

    public ReadOnlySpan<byte> Span => value;
    public ReadOnlyMemory<byte> Memory => value;
    public int Length => value?.Length ?? 0;

    /// <summary>True for the zero value, which JSON shows as null.</summary>
    internal bool IsNull => value is null;

    public static Bytes FromUtf8(string text) => new(Encoding.UTF8.GetBytes(text));
    public string ToUtf8String() => Encoding.UTF8.GetString(Span);
    public byte[] ToArray() => Span.ToArray();

    public static implicit operator Bytes(byte[] value) => new(value);

    public bool Equals(Bytes other) => Span.SequenceEqual(other.Span);
    public override bool Equals(object? obj) => obj is Bytes other && Equals(other);
    public static bool operator ==(Bytes left, Bytes right) => left.Equals(right);
    public static bool operator !=(Bytes left, Bytes right) => !left.Equals(right);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    /// <summary>Base64.</summary>
    public override string ToString() => Convert.ToBase64String(Span);
}
