using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Kubesharp.ApiServer.Authentication.Jwt;

/// <summary>
/// A public key of an issuer (RFC 7517) and the algorithms of RFC 7518 that it can check: RS, PS and ES with SHA-256,
/// -384 and -512. Safe from any thread; a lock stands around the key, which promises nothing about threads.
/// </summary>
internal sealed class JsonWebKey
{
    /// <summary>All algorithms; those with shared secrets and none are not among them, whatever a token says.</summary>
    public static IReadOnlyList<string> Algorithms { get; } =
        ["ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"];

    // RFC 7518, 3.3: smaller keys must not be used.
    private const int RsaBitsMin = 2048;

    private readonly Lock gate = new();
    private readonly RSA? rsa;
    private readonly ECDsa? ec;
    private readonly string algorithm;

    private JsonWebKey(string id, string algorithm, RSA? rsa, ECDsa? ec)
    {
        Id = id;
        this.algorithm = algorithm;
        this.rsa = rsa;
        this.ec = ec;
    }

    /// <summary>Its name among the issuer's keys; may be empty.</summary>
    public string Id { get; }

    /// <summary>The keys of a set that can check signatures; keys for other uses are passed over.</summary>
    /// <exception cref="JsonException">It is no key set.</exception>
    public static IReadOnlyList<JsonWebKey> ReadSet(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("keys", out JsonElement keys)
            || keys.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("has no keys");
        }
        return [.. keys.EnumerateArray().Select(TryRead).OfType<JsonWebKey>()];
    }

    /// <summary>Whether the signature was made with this key and this algorithm.</summary>
    public bool Verifies(string with, byte[] content, byte[] signature)
    {
        if (algorithm.Length > 0 && algorithm != with)
            return false;
        HashAlgorithmName hash = with[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        };
        lock (gate)
        {
            return with[..2] switch
            {
                "RS" => rsa?.VerifyData(content, signature, hash, RSASignaturePadding.Pkcs1) ?? false,
                "PS" => rsa?.VerifyData(content, signature, hash, RSASignaturePadding.Pss) ?? false,
                // Each of these goes with one curve only.
                "ES" => ec is not null && ec.KeySize == BitsOf(with) && ec.VerifyData(content, signature, hash),
                _ => false,
            };
        }
    }

    private static int BitsOf(string algorithm) => algorithm switch { "ES256" => 256, "ES384" => 384, _ => 521 };

    private static JsonWebKey? TryRead(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not ("" or "sig"))
            return null;
        string id = Text(key, "kid"), algorithm = Text(key, "alg");
        try
        {
            switch (Text(key, "kty"))
            {
                case "RSA":
                    RSA rsa = RSA.Create(new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") });
                    return rsa.KeySize >= RsaBitsMin ? new(id, algorithm, rsa, null) : null;
                case "EC" when CurveOf(Text(key, "crv")) is { } curve:
                    ECPoint point = new() { X = Bytes(key, "x"), Y = Bytes(key, "y") };
                    return new(id, algorithm, null, ECDsa.Create(new ECParameters { Curve = curve, Q = point }));
            }
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException)
        {
            // One key that nobody can read is no reason to refuse those beside it.
        }
        return null;
    }

    private static ECCurve? CurveOf(string name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => null,
    };

    private static string Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out JsonElement text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(Text(key, name));
}
