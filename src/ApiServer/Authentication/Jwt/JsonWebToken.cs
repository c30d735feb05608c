using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Kubesharp.ApiServer.Authentication.Jwt;

/// <summary>
/// A signed token in compact form (RFC 7515, 7519), taken apart and not yet believed: nothing in it counts before the
/// signature has been checked.
/// </summary>
internal sealed class JsonWebToken
{
    // A token travels in a header; what is longer than all headers may be is none.
    private const int CharactersMax = 256 * 1024;

    private JsonWebToken(JsonElement header, JsonElement claims, byte[] signed, byte[] signature)
    {
        Claims = claims;
        Signed = signed;
        Signature = signature;
        Algorithm = Text(header, "alg");
        KeyId = Text(header, "kid");
        IsCritical = header.TryGetProperty("crit", out _);
        string issuer = Text(claims, "iss");
        // Google's first tokens said it without the scheme (OpenID Connect Core, 16.2).
        Issuer = issuer == "accounts.google.com" ? "https://accounts.google.com" : issuer;
    }

    public string Algorithm { get; }
    /// <summary>Which of the issuer's keys; empty when it does not say.</summary>
    public string KeyId { get; }
    /// <summary>It has extensions that whoever reads it must understand: nobody here does.</summary>
    public bool IsCritical { get; }
    public string Issuer { get; }
    public JsonElement Claims { get; }
    /// <summary>What the signature is over.</summary>
    public byte[] Signed { get; }
    public byte[] Signature { get; }

    /// <summary>Null when it is no such token.</summary>
    public static JsonWebToken? TryRead(string token)
    {
        if (token.Length > CharactersMax)
            return null;
        int first = token.IndexOf('.', StringComparison.Ordinal), last = token.LastIndexOf('.');
        if (first <= 0 || last <= first || token.AsSpan(first + 1, last - first - 1).Contains('.')
            || Object(token.AsSpan(0, first)) is not { } header
            || Object(token.AsSpan(first + 1, last - first - 1)) is not { } claims
            || !Base64Url.IsValid(token.AsSpan(last + 1)))
        {
            return null;
        }
        return new(
            header, claims, Encoding.ASCII.GetBytes(token[..last]), Base64Url.DecodeFromChars(token.AsSpan(last + 1)));
    }

    /// <summary>A claim that is a string; empty when it is not there or something else.</summary>
    public string Text(string claim) => Text(Claims, claim);

    /// <summary>A claim that is a time in seconds since 1970; null when it is not there or something else.</summary>
    public DateTimeOffset? Time(string claim)
    {
        // Seconds may have fractions (RFC 7519, 2), and must lie in years that exist.
        const double last = 253402300799;
        return Claims.TryGetProperty(claim, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out double seconds) && seconds is >= 0 and <= last
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000))
                : null;
    }

    /// <summary>A claim that is one string or several; null when it is something else, empty when absent.</summary>
    public IReadOnlyList<string>? Texts(string claim)
    {
        if (!Claims.TryGetProperty(claim, out JsonElement value))
            return [];
        if (value.ValueKind == JsonValueKind.String)
            return [value.GetString()!];
        return value.ValueKind == JsonValueKind.Array
            && value.EnumerateArray().All(static one => one.ValueKind == JsonValueKind.String)
                ? [.. value.EnumerateArray().Select(static one => one.GetString()!)]
                : null;
    }

    private static string Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    private static JsonElement? Object(ReadOnlySpan<char> encoded)
    {
        if (encoded.IsEmpty || !Base64Url.IsValid(encoded))
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(Base64Url.DecodeFromChars(encoded));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
