using System.Net;
using System.Net.Http.Headers;
using Kubesharp.Api;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.Tests.ApiServer.Authentication.Jwt;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authentication;

/// <summary>Configuration files that a real server follows while it runs.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("kubesharp-").FullName;
    private TaskCompletionSource<string> logged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AnIssuerComesAndGoesWhileTheServerRuns()
    {
        await using TestIssuer issuer = await TestIssuer.StartAsync();
        string file = Path.Combine(folder, "authentication.yaml");
        await File.WriteAllTextAsync(file, Issuers(), ServerFixture.Token);
        await using ServerFixture server = await StartAsync(new() { ConfigurationFile = file }, file);
        string token = issuer.Sign(new()
        {
            ["aud"] = "a",
            ["sub"] = "ada",
            ["exp"] = DateTimeOffset.MaxValue.ToUnixTimeSeconds(),
        });
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/api", token));

        await ReplaceAsync(file, Issuers(issuer));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/api", token));
        // A mistake changes nothing and is told.
        string problem = await ReplaceAsync(file, Issuers(issuer).Replace("jwt:", "jwts:", StringComparison.Ordinal));
        Assert.Contains("jwts: is unknown", problem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/api", token));

        await ReplaceAsync(file, Issuers());
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/api", token));
        string metrics = server.Server.MetricsText();
        Assert.Contains(
            "apiserver_authentication_config_controller_automatic_reloads_total{status=\"success\"} 2", metrics,
            StringComparison.Ordinal);
        Assert.Contains(
            "apiserver_authentication_config_controller_automatic_reloads_total{status=\"failure\"} 1", metrics,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheNamedPathsAreOpenToWhoShowsNothing()
    {
        string file = Path.Combine(folder, "authentication.yaml");
        await File.WriteAllTextAsync(
            file, Issuers() + "anonymous: { enabled: true, conditions: [{ path: /livez }] }\n", ServerFixture.Token);
        await using ServerFixture server = await StartAsync(new() { ConfigurationFile = file }, file);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/livez"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/readyz"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/livez/ping"));
        await ReplaceAsync(file, Issuers());
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/readyz"));
    }

    [Fact]
    public async Task WhoShowsNothingIsNobodyWhenNoneMayBeAnonymous()
    {
        await using ServerFixture server = await StartAsync(new() { Anonymous = AnonymousPolicy.Nowhere }, "");
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/livez"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/version"));
    }

    [Fact]
    public async Task ATokenOfAFileOpensTheDoor()
    {
        StaticTokens tokens = StaticTokens.Parse(
            "t-ada,ada,1\nt-root,root,2,\"x,system:masters\"\n", [ServiceAccountTokens.DefaultIssuer]);
        await using ServerFixture server = await StartAsync(new() { StaticTokens = tokens }, "");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/api", "t-ada"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(server, "/api/v1/secrets", "t-ada"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/api/v1/secrets", "t-root"));
        Assert.Equal(HttpStatusCode.Unauthorized, await GetAsync(server, "/api", "t-eve"));
    }

    [Fact]
    public async Task WhoDecidesMayChangeWhileTheServerRuns()
    {
        string file = Path.Combine(folder, "authorization.yaml");
        const string head = "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers:\n";
        await File.WriteAllTextAsync(file, head + "- { type: Node, name: node }\n", ServerFixture.Token);
        await using ServerFixture server = await StartAsync(
            new() { StaticTokens = StaticTokens.Parse("t,ada,1\n", [ServiceAccountTokens.DefaultIssuer]) }, "", file);
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(server, "/api", "t"));
        await ReplaceAsync(file, head + "- { type: Node, name: node }\n- { type: RBAC, name: rbac }\n");
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server, "/api", "t"));
    }

    private Task<ServerFixture> StartAsync(
        AuthenticationOptions authentication, string file, string authorizationFile = "")
    {
        ClusterCertificates certificates = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        return ServerFixture.StartAsync(configure: options => options with
        {
            Authorizer = null,
            ClientAuthority = certificates.Authority.Certificate,
            TokenKey = certificates.ServiceAccountKey,
            Authentication = file.Length == 0 ? authentication : authentication with
            {
                Configuration = AuthenticationConfiguration.Parse(File.ReadAllText(file), options.TokenIssuer),
            },
            Authorization = authorizationFile.Length == 0
                ? null
                : AuthorizationConfiguration.Parse(File.ReadAllText(authorizationFile)),
            AuthorizationFile = authorizationFile,
            Log = (message, _) =>
            {
                if (message.StartsWith(folder, StringComparison.Ordinal))
                    logged.TrySetResult(message);
            },
        });
    }

    // As a mounted ConfigMap changes: another file takes the name. Returns what the server says about it.
    private async Task<string> ReplaceAsync(string file, string text)
    {
        logged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await File.WriteAllTextAsync(file + ".next", text, ServerFixture.Token);
        File.Move(file + ".next", file, overwrite: true);
        return await logged.Task.WaitAsync(ServerFixture.Token);
    }

    private static string Issuers(TestIssuer? issuer = null) => issuer is null
        ? "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\n"
        : $$"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: AuthenticationConfiguration
            jwt:
            - issuer:
                url: {{issuer.Url}}
                audiences: [a]
                certificateAuthority: {{System.Text.Json.JsonSerializer.Serialize(issuer.Authority)}}
              claimMappings:
                username: { claim: sub, prefix: "" }
            """;

    private static async Task<HttpStatusCode> GetAsync(ServerFixture server, string path, string token = "")
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (token.Length > 0)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await server.Client.SendAsync(request, ServerFixture.Token);
        return response.StatusCode;
    }
}
