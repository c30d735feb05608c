using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A busy session with everything that is secret, and everything that can be written down: nothing secret is found in
/// what the program says, in its audit log, or, where that is asked for, in its store.
/// </summary>
public sealed class SecretsInLogsTests(ITestOutputHelper output)
{
    // Everything but the bodies of Secrets and tokens, as upstream's documentation advises.
    private const string Policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        rules:
        - level: Metadata
          resources:
          - { group: "", resources: [secrets, serviceaccounts/token] }
          - { group: authentication.k8s.io, resources: [tokenreviews] }
        - level: RequestResponse
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NothingSecretIsWrittenDown()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("kubesharp-secrets-");
        try
        {
            string policy = Path.Combine(folder.FullName, "policy.yaml");
            string audit = Path.Combine(folder.FullName, "audit");
            string tokens = Path.Combine(folder.FullName, "tokens.csv");
            await File.WriteAllTextAsync(policy, Policy, Token);
            await File.WriteAllTextAsync(tokens, "static-7f3a91c2d4,ada,1,\"dev,ops\"\n", Token);
            Dictionary<string, string> secrets = new() { ["static token"] = "static-7f3a91c2d4" };
            await using ServerOfTheTest server = await ServerOfTheTest.StartAsync(
                "--log-level", "debug", "--encrypt-secrets", "--audit-policy-file", policy, "--audit-log-path", audit,
                "--token-auth-file", tokens);
            await BeBusyAsync(server, secrets);
            string store = Path.Combine(server.Folder, "server");
            string own = await File.ReadAllTextAsync(Path.Combine(server.Folder, "admin.kubeconfig"), Token);
            secrets["administrator's key"] = own.Split("client-key-data: ")[1].Trim().Split('\n')[0];
            await server.KillAsync();

            string log = await File.ReadAllTextAsync(audit, Token);
            int lines = log.Split('\n').Length;
            Assert.True(lines > 100, $"only {lines} lines were audited");
            Assert.Contains("RequestResponse", log, StringComparison.Ordinal);
            foreach ((string what, string secret) in secrets)
            {
                Assert.True(secret.Length >= 16, $"{what} is too short to be looked for");
                foreach (string form in Forms(secret))
                {
                    Assert.DoesNotContain(form, server.Said, StringComparison.Ordinal);
                    Assert.DoesNotContain(form, log, StringComparison.Ordinal);
                }
            }
            // The value of a Secret is not on the disk either.
            byte[] value = Encoding.UTF8.GetBytes(secrets["value"]);
            foreach (string file in Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories))
                Assert.True((await File.ReadAllBytesAsync(file, Token)).AsSpan().IndexOf(value) < 0, file);
            output.WriteLine(
                $"{secrets.Count} secrets, {lines} audited requests, {server.Said.Length} characters said");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Makes, uses and misuses whatever is secret; what it was goes into the dictionary.
    private static async Task BeBusyAsync(ServerOfTheTest server, Dictionary<string, string> secrets)
    {
        HttpClient http = server.Client;
        secrets["value"] = "s3cr3t-value-0a1b2c3d4e5f";
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(secrets["value"]));
        await SendAsync(http, "POST", "/api/v1/namespaces/default/secrets",
            $$$"""{"metadata":{"name":"s"},"data":{"password":"{{{encoded}}}"}}""");
        await SendAsync(http, "PATCH", "/api/v1/namespaces/default/secrets/s",
            $$$"""{"stringData":{"more":"{{{secrets["value"]}}}"}}""", "application/merge-patch+json");
        await SendAsync(http, "GET", "/api/v1/namespaces/default/secrets/s");
        await SendAsync(http, "GET", "/api/v1/secrets");
        // A body that cannot be read must not be shown in the log either.
        await SendAsync(http, "POST", "/api/v1/namespaces/default/secrets",
            $$$"""{"metadata":{"name":"bad"},"data":{"password":"{{{secrets["value"]}}}"}}""");

        await server.Kubectl.UntilAsync(
            static text => text.Length > 0, "get", "serviceaccount", "default", "-o", "jsonpath={.metadata.uid}");
        JsonNode made = JsonNode.Parse(await SendAsync(
            http, "POST", "/api/v1/namespaces/default/serviceaccounts/default/token",
            """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}"""))!;
        secrets["account token"] = (string)made["status"]!["token"]!;
        await AsAsync(server, secrets["account token"], "/api");
        await AsAsync(server, secrets["account token"], "/api/v1/secrets");
        await SendAsync(http, "POST", "/apis/authentication.k8s.io/v1/tokenreviews",
            $$$"""{"spec":{"token":"{{{secrets["account token"]}}}"}}""");
        // A good token with a wrong end, and one of nobody.
        secrets["wrong token"] = secrets["account token"][..^3] + "AAA";
        await AsAsync(server, secrets["wrong token"], "/api");
        await AsAsync(server, secrets["static token"], "/api");
        await AsAsync(server, secrets["static token"], "/api/v1/nodes");

        secrets["bootstrap token"] = "abcdef.0123456789abcdef";
        await SendAsync(http, "POST", "/api/v1/namespaces/kube-system/secrets",
            """
            {"metadata":{"name":"bootstrap-token-abcdef"},"type":"bootstrap.kubernetes.io/token","stringData":{
             "token-id":"abcdef","token-secret":"0123456789abcdef","usage-bootstrap-authentication":"true"}}
            """);
        await AsAsync(server, secrets["bootstrap token"], "/api");
        await AsAsync(server, secrets["bootstrap token"], "/api/v1/pods");
        await SendAsync(http, "POST", "/apis/authentication.k8s.io/v1/tokenreviews",
            $$$"""{"spec":{"token":"{{{secrets["bootstrap token"]}}}"}}""");

        for (int index = 0; index < 100; index++)
        {
            await SendAsync(http, "POST", "/api/v1/namespaces/default/configmaps",
                $$$"""{"metadata":{"name":"c-{{{index}}}"},"data":{"a":"b"}}""");
        }
    }

    // As it is, and as base64 of itself, which is how Secrets are written.
    private static IEnumerable<string> Forms(string secret) =>
        [secret, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')];

    private static async Task AsAsync(ServerOfTheTest server, string token, string path)
    {
        using SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using HttpClient client = new(handler) { BaseAddress = server.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative), Token);
        Assert.Contains((int)response.StatusCode, (int[])[200, 401, 403]);
    }

    private static async Task<string> SendAsync(
        HttpClient http, string method, string path, string body = "", string type = "application/json")
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await http.SendAsync(request, Token);
        return await response.Content.ReadAsStringAsync(Token);
    }
}
