using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kubesharp.ApiServer.Authentication;

/// <summary>
/// JSON Web Tokens signed with ES256 (RFC 7515, RFC 7518): one key, one algorithm, so that a token cannot choose.
/// Safe from any thread; a lock stands around the key, which promises nothing about threads.
/// </summary>
internal sealed class TokenSigner
{
    private const int ParameterBytes = 32;

    private readonly ECDsa key;
    private readonly Lock gate = new();
    private readonly string header;

    public TokenSigner(ECDsa key)
    {
        this.key = key;
        KeyId = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"ES256","kid":"{{KeyId}}"}"""));
    }

    /// <summary>The hash of the public key, as upstream names keys.</summary>
    public string KeyId { get; }

    public string Sign(ReadOnlySpan<byte> claims)
    {
        string content = $"{header}.{Base64Url.EncodeToString(claims)}";
        byte[] bytes = Encoding.ASCII.GetBytes(content), signature;
        lock (gate)
            signature = key.SignData(bytes, HashAlgorithmName.SHA256);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The claims when the signature is ours, else null.</summary>
    public byte[]? Verify(string token)
    {
        int first = token.IndexOf('.', StringComparison.Ordinal), last = token.LastIndexOf('.');
        if (first <= 0 || last <= first || !token.AsSpan(0, first).SequenceEqual(header))
            return null;
        Span<byte> signature = stackalloc byte[2 * ParameterBytes];
        if (!TryDecode(token.AsSpan(last + 1), signature, out int length) || length != signature.Length)
            return null;
        byte[] content = Encoding.ASCII.GetBytes(token[..last]);
        lock (gate)
        {
            if (!key.VerifyData(content, signature, HashAlgorithmName.SHA256))
                return null;
        }
        byte[] claims = new byte[Base64Url.GetMaxDecodedLength(last - first - 1)];
        return TryDecode(token.AsSpan(first + 1, last - first - 1), claims, out length) ? claims[..length] : null;
    }

    /// <summary>The public key as a JSON Web Key Set (RFC 7517).</summary>
    public byte[] ToKeySet()
    {
        ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("keys");
            writer.WriteStartObject();
            writer.WriteString("use", "sig");
            writer.WriteString("kty", "EC");
            writer.WriteString("kid", KeyId);
            writer.WriteString("crv", "P-256");
            writer.WriteString("alg", "ES256");
            writer.WriteString("x", Base64Url.EncodeToString(parameters.Q.X));
            writer.WriteString("y", Base64Url.EncodeToString(parameters.Q.Y));
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        try
        {
            return Base64Url.TryDecodeFromChars(text, bytes, out length);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
