using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Subresources;

/// <summary>Who asks, who approves, who signs: each writes a part of a CertificateSigningRequest of its own.</summary>
public sealed class CertificateRequestsTests
{
    private const string Requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";

    [Fact(DisplayName = "E041: approving changes conditions, signing the certificate, updating neither")]
    public async Task Parts()
    {
        await using ServerFixture server = await ServerFixture.StartAsync();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string pem = new CertificateRequest("CN=jane", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        (int code, JsonElement request) = await server.PostAsync(Requests, $$$"""
            {"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"jane"},
            "spec":{"request":"{{{Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))}}}","username":"somebody",
            "signerName":"kubernetes.io/kube-apiserver-client","usages":["client auth"]},
            "status":{"conditions":[{"type":"Approved","status":"True"}]}}
            """);
        Assert.True(code == 201, request.ToString());
        Assert.NotEqual("somebody", request.GetProperty("spec").GetProperty("username").GetString());
        Assert.False(request.GetProperty("status").TryGetProperty("conditions", out _));

        const string approve =
            """{"status":{"conditions":[{"type":"Approved","status":"True","reason":"r","message":"m"}]}}""";
        (code, request) = await server.PatchAsync($"{Requests}/jane/status", approve);
        Assert.Equal(422, code);
        Assert.Contains(
            "updates may not add a condition of type \"Approved\"", request.GetProperty("message").GetString());
        (code, request) = await server.PatchAsync($"{Requests}/jane/approval", approve);
        Assert.True(code == 200, request.ToString());
        JsonElement condition = request.GetProperty("status").GetProperty("conditions")[0];
        Assert.Equal(JsonValueKind.String, condition.GetProperty("lastUpdateTime").ValueKind);
        Assert.Equal(JsonValueKind.String, condition.GetProperty("lastTransitionTime").ValueKind);
        (code, request) = await server.PatchAsync($"{Requests}/jane/approval", """{"status":{"conditions":[]}}""");
        Assert.Equal(422, code);
        Assert.Contains(
            "updates may not remove a condition of type \"Approved\"", request.GetProperty("message").GetString());
        (code, request) = await server.PatchAsync($"{Requests}/jane", """{"spec":{"usages":["any"]}}""");
        Assert.Equal(200, code);
        Assert.Equal("client auth", request.GetProperty("spec").GetProperty("usages")[0].GetString());
        (_, JsonElement chosen) = await server.GetAsync(
            Requests + "?fieldSelector=spec.signerName%3Dkubernetes.io/kube-apiserver-client");
        Assert.Equal(1, chosen.GetProperty("items").GetArrayLength());
        (_, chosen) = await server.GetAsync(Requests + "?fieldSelector=spec.signerName%3Dexample.com/other");
        Assert.Equal(0, chosen.GetProperty("items").GetArrayLength());
    }
}
