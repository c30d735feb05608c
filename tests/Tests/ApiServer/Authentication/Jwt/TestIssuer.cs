using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.Tests.ApiServer.Authentication.Jwt;

/// <summary>An OpenID Connect issuer: publishes its keys on loopback and signs what a test wants.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly Dictionary<string, (string Algorithm, AsymmetricAlgorithm Key)> keys = [];
    private LoopbackServer server = null!;

    public string Url { get; private set; } = "";
    public string Authority => server.Authority;
    /// <summary>Answers 503 to everything.</summary>
    public bool IsDown { get; set; }
    /// <summary>What its configuration says it is; null: its URL.</summary>
    public string? Pretends { get; set; }
    /// <summary>How often its key set was read.</summary>
    public int Reads { get; private set; }

    public static async Task<TestIssuer> StartAsync(string algorithm = "RS256")
    {
        TestIssuer issuer = new();
        issuer.server = await LoopbackServer.StartAsync(issuer.AnswerAsync);
        issuer.Url = issuer.server.Url;
        issuer.AddKey("first", algorithm);
        return issuer;
    }

    public void AddKey(string id, string algorithm) => keys[id] = (algorithm, algorithm switch
    {
        "ES256" => ECDsa.Create(ECCurve.NamedCurves.nistP256),
        "ES384" => ECDsa.Create(ECCurve.NamedCurves.nistP384),
        "ES512" => ECDsa.Create(ECCurve.NamedCurves.nistP521),
        _ => RSA.Create(2048),
    });

    public void RemoveKey(string id) => keys.Remove(id);

    /// <summary>A token of these claims; <c>iss</c> is added when it is not among them.</summary>
    public string Sign(Dictionary<string, object> claims, string keyId = "first", string? algorithm = null)
    {
        (string own, AsymmetricAlgorithm key) = keys[keyId];
        string with = algorithm ?? own;
        claims.TryAdd("iss", Url);
        Dictionary<string, object> header = new() { ["alg"] = with, ["kid"] = keyId };
        string content = $"{Encode(header)}.{Encode(claims)}";
        byte[] bytes = Encoding.ASCII.GetBytes(content);
        HashAlgorithmName hash = with[2..] switch
        {
            "384" => HashAlgorithmName.SHA384,
            "512" => HashAlgorithmName.SHA512,
            _ => HashAlgorithmName.SHA256,
        };
        byte[] signature = key switch
        {
            ECDsa ec => ec.SignData(bytes, hash),
            RSA rsa => rsa.SignData(
                bytes, hash, with[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            _ => throw new InvalidOperationException(),
        };
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static string Encode(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private async Task AnswerAsync(HttpContext context)
    {
        if (IsDown)
        {
            context.Response.StatusCode = 503;
            return;
        }
        object body;
        switch (context.Request.Path.Value)
        {
            case "/.well-known/openid-configuration" or "/elsewhere":
                body = new { issuer = Pretends ?? Url, jwks_uri = $"{Url}/keys" };
                break;
            case "/keys":
                Reads++;
                body = new { keys = keys.Select(static entry => Published(entry.Key, entry.Value.Key)).ToArray() };
                break;
            default:
                context.Response.StatusCode = 404;
                return;
        }
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private static Dictionary<string, string> Published(string id, AsymmetricAlgorithm key)
    {
        if (key is RSA rsa)
        {
            RSAParameters parameters = rsa.ExportParameters(false);
            return new()
            {
                ["kty"] = "RSA",
                ["kid"] = id,
                ["use"] = "sig",
                ["n"] = Base64Url.EncodeToString(parameters.Modulus),
                ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            };
        }
        ECParameters point = ((ECDsa)key).ExportParameters(false);
        return new()
        {
            ["kty"] = "EC",
            ["kid"] = id,
            ["crv"] = $"P-{((ECDsa)key).KeySize}",
            ["x"] = Base64Url.EncodeToString(point.Q.X),
            ["y"] = Base64Url.EncodeToString(point.Q.Y),
        };
    }
}
