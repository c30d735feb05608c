using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kubesharp.Tests.ApiServer.Authorization;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication;

/// <summary>E088: what others read out of a token, and the documents that they check it with.</summary>
public sealed class ServiceAccountTokensTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";

    [Fact]
    public async Task E088_AStrangerChecksATokenWithThePublishedKey()
    {
        using JsonDocument discovery = await DocumentAsync("/.well-known/openid-configuration");
        JsonElement configuration = discovery.RootElement;
        Assert.Equal(Issuer, configuration.GetProperty("issuer").GetString());
        Assert.Equal($"{Issuer}/openid/v1/jwks", configuration.GetProperty("jwks_uri").GetString());
        Assert.Equal("id_token", configuration.GetProperty("response_types_supported")[0].GetString());
        Assert.Equal("public", configuration.GetProperty("subject_types_supported")[0].GetString());

        string[] parts = fixture.AccountToken.Split('.');
        using JsonDocument header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        string algorithm = header.RootElement.GetProperty("alg").GetString()!;
        Assert.Equal(
            algorithm, configuration.GetProperty("id_token_signing_alg_values_supported")[0].GetString());
        using JsonDocument keys = await DocumentAsync("/openid/v1/jwks");
        JsonElement key = keys.RootElement.GetProperty("keys").EnumerateArray().Single(key =>
            key.GetProperty("kid").GetString() == header.RootElement.GetProperty("kid").GetString());
        Assert.Equal(("sig", "EC", "P-256", algorithm), (
            key.GetProperty("use").GetString(), key.GetProperty("kty").GetString(),
            key.GetProperty("crv").GetString(), key.GetProperty("alg").GetString()));
        Assert.False(key.TryGetProperty("d", out _), "the private part is published");
        using ECDsa published = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new()
            {
                X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()),
                Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()),
            },
        });
        Assert.True(published.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256));
    }

    [Fact]
    public async Task E088_APodsTokenSaysWhatItIsBoundTo()
    {
        (int code, string text) = await fixture.SendAsync(
            "admin", "POST", "/api/v1/namespaces/team/serviceaccounts/default/token",
            """
            {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":3607,
             "boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"theirs"}}}
            """);
        Assert.True(code == 201, text);
        using JsonDocument answer = JsonDocument.Parse(text);
        string token = answer.RootElement.GetProperty("status").GetProperty("token").GetString()!;
        using JsonDocument document = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        JsonElement claims = document.RootElement, bound = claims.GetProperty("kubernetes.io");
        Assert.Equal(
            ["aud", "exp", "iat", "iss", "jti", "kubernetes.io", "nbf", "sub"],
            claims.EnumerateObject().Select(static claim => claim.Name));
        Assert.Equal(Issuer, claims.GetProperty("iss").GetString());
        Assert.Equal(Issuer, claims.GetProperty("aud")[0].GetString());
        Assert.Equal("system:serviceaccount:team:default", claims.GetProperty("sub").GetString());
        Assert.Equal("team", bound.GetProperty("namespace").GetString());
        Assert.Equal("default", bound.GetProperty("serviceaccount").GetProperty("name").GetString());
        Assert.NotEmpty(bound.GetProperty("serviceaccount").GetProperty("uid").GetString()!);
        Assert.Equal("theirs", bound.GetProperty("pod").GetProperty("name").GetString());
        Assert.NotEmpty(bound.GetProperty("pod").GetProperty("uid").GetString()!);
        Assert.Equal("n2", bound.GetProperty("node").GetProperty("name").GetString());
        long issued = claims.GetProperty("iat").GetInt64();
        Assert.Equal(issued, claims.GetProperty("nbf").GetInt64());
        // The hourly token of a Pod is honoured for a year; users of an old one are warned about.
        Assert.Equal(issued + 3607, bound.GetProperty("warnafter").GetInt64());
        Assert.Equal(issued + (365 * 24 * 3600), claims.GetProperty("exp").GetInt64());
    }

    private async Task<JsonDocument> DocumentAsync(string path)
    {
        (int code, string text) = await fixture.SendAsync("account", "GET", path);
        Assert.True(code == 200, $"{code} {text}");
        return JsonDocument.Parse(text);
    }
}
