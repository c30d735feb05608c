using System.Text;
using System.Text.Json;

namespace Kubesharp.Api;

/// <summary>
/// Any JSON value, kept as compact UTF-8 in the form that the API writes (no space between tokens; <c>&lt;</c>,
/// <c>&gt;</c>, <c>&amp;</c> escaped). Equal when the bytes are equal.
/// </summary>
public readonly struct RawJson : IEquatable<RawJson>
{
    private readonly byte[]? value;

    // Only for bytes that are already compact.
    internal RawJson(byte[] compact) => value = compact;

    /// <summary><c>{}</c></summary>
    public static RawJson EmptyObject { get; } = new("{}"u8.ToArray());

    /// <summary>The compact bytes; empty for the zero value, which JSON shows as null.</summary>
    public ReadOnlySpan<byte> Span => value;
    public ReadOnlyMemory<byte> Memory => value;
    public bool IsNull => value is null;

    /// <summary>Checks and compacts. Throws <see cref="DecodeException"/> when it is not one JSON value.</summary>
    public static RawJson Parse(ReadOnlySpan<byte> utf8)
    {
        JsonSource source = new(utf8, null, null);
        return source.ReadDocument(static (ref JsonSource inner) => inner.Raw());
    }

    public static RawJson Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>The JSON of a message, with its apiVersion and kind.</summary>
    public static RawJson From(IKind message) => new(ApiJson.ToBytes(message));

    /// <summary>A view for walking. Dispose it.</summary>
    public JsonDocument ToDocument() => JsonDocument.Parse(value ?? "null"u8.ToArray());

    public bool Equals(RawJson other) => Span.SequenceEqual(other.Span);
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Span);
        return hash.ToHashCode();
    }

    public override string ToString() => value is null ? "null" : Encoding.UTF8.GetString(value);

    /// <summary>Takes JSON that is known to be well-formed into the compact form.</summary>
    internal static RawJson Compact(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny(NeedsWork) < 0)
            return new RawJson(json.ToArray());
        byte[] output = new byte[json.Length + 5 * CountEscapes(json)];
        int length = 0;
        bool inString = false;
        for (int index = 0; index < json.Length; index++)
        {
            byte current = json[index];
            if (!inString)
            {
                if (current is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                    continue;
                inString = current == '"';
                output[length++] = current;
            }
            else if (current is (byte)'<' or (byte)'>' or (byte)'&')
            {
                "\\u00"u8.CopyTo(output.AsSpan(length));
                output[length + 4] = current == '&' ? (byte)'2' : (byte)'3';
                output[length + 5] = current switch { (byte)'<' => (byte)'c', (byte)'>' => (byte)'e', _ => (byte)'6' };
                length += 6;
            }
            else
            {
                output[length++] = current;
                if (current == '\\')
                    output[length++] = json[++index];
                inString = current != '"';
            }
        }
        return new RawJson(output.AsSpan(0, length).ToArray());
    }

    private static readonly System.Buffers.SearchValues<byte> NeedsWork =
        System.Buffers.SearchValues.Create(" \n\r\t<>&"u8);

    private static int CountEscapes(ReadOnlySpan<byte> json) =>
        json.Count((byte)'<') + json.Count((byte)'>') + json.Count((byte)'&');
}
