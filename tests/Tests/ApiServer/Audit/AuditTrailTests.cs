using System.Net.Http.Headers;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Audit;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Http;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Audit;

/// <summary>What a real server writes down, read back from its file.</summary>
public sealed class AuditTrailTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        rules:
        - {level: None, users: ["system:apiserver"]}
        - {level: Metadata, resources: [{group: "", resources: [secrets]}]}
        - {level: RequestResponse, omitManagedFields: true}
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audit-trail-");
    private readonly MemoryStore store = new(new StoreOptions(), TimeProvider.System);
    private readonly ClusterCertificates certificates =
        ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
    private readonly AuditLog log;
    private readonly Kubesharp.ApiServer.ApiServer server;
    private readonly HttpFront front;

    public AuditTrailTests()
    {
        log = new(new() { Path = Path.Combine(folder.FullName, "audit.log") }, TimeProvider.System);
        server = new(new()
        {
            Store = store,
            ClientAuthority = certificates.Authority.Certificate,
            TokenKey = certificates.ServiceAccountKey,
            Audit = new(AuditPolicy.Parse(Policy), log, TimeProvider.System),
        });
        front = new(server, new() { Port = 0, Certificate = _ => certificates.Server });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await front.StartAsync(Token);
        await server.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await server.BeginStopAsync();
        await front.StopAsync(CancellationToken.None);
        await front.DisposeAsync();
        await server.DisposeAsync();
        await store.DisposeAsync();
        log.Dispose();
        folder.Delete(recursive: true);
    }

    // E035: the Audit-Id of an answer is the id of its events.
    [Fact]
    public async Task E035_AWriteIsThereWithBothObjects()
    {
        using HttpClient admin = Client(certificates.IssueAdmin().ToCertificate());
        using HttpResponseMessage answer = await PostAsync(admin, "/api/v1/namespaces/default/configmaps?dryRun=All",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"},"data":{"a":"b"}}""");
        Assert.Equal(201, (int)answer.StatusCode);
        IReadOnlyList<JsonElement> events = await EventsOfAsync(answer);
        Assert.Equal(["RequestReceived", "ResponseComplete"], events.Select(static one => Text(one, "stage")));
        JsonElement last = events[^1];
        Assert.Equal("create", Text(last, "verb"));
        Assert.Equal("/api/v1/namespaces/default/configmaps?dryRun=All", Text(last, "requestURI"));
        Assert.Equal("kubernetes-admin", Text(last, "user", "username"));
        Assert.Equal("127.0.0.1", last.GetProperty("sourceIPs")[0].GetString());
        Assert.Equal("one", Text(last, "objectRef", "name"));
        Assert.Equal("default", Text(last, "objectRef", "namespace"));
        Assert.Equal(201, last.GetProperty("responseStatus").GetProperty("code").GetInt32());
        Assert.Equal("b", Text(last, "requestObject", "data", "a"));
        Assert.NotEqual("", Text(last, "responseObject", "metadata", "uid"));
        Assert.False(last.GetProperty("responseObject").GetProperty("metadata").TryGetProperty("managedFields", out _));
        Assert.Equal("allow", Text(last, "annotations", "authorization.k8s.io/decision"));
    }

    [Fact]
    public async Task ASecretsContentIsNotWritten()
    {
        using HttpClient admin = Client(certificates.IssueAdmin().ToCertificate());
        using HttpResponseMessage answer = await PostAsync(admin, "/api/v1/namespaces/default/secrets",
            """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"stringData":{"a":"hush-hush"}}""");
        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Equal(2, (await EventsOfAsync(answer)).Count);
        string all = ReadAll();
        Assert.DoesNotContain("hush-hush", all, default);
        Assert.DoesNotContain(Convert.ToBase64String("hush-hush"u8), all, default);
    }

    [Fact]
    public async Task ARefusalSaysWhoWasRefusedAndWhy()
    {
        using HttpClient jane = Client(certificates.Authority.IssueClient("jane").ToCertificate());
        using HttpResponseMessage answer = await jane.GetAsync("/api/v1/namespaces/default/pods", Token);
        Assert.Equal(403, (int)answer.StatusCode);
        JsonElement last = (await EventsOfAsync(answer))[^1];
        Assert.Equal("jane", Text(last, "user", "username"));
        Assert.Equal("forbid", Text(last, "annotations", "authorization.k8s.io/decision"));
        Assert.Equal("Forbidden", Text(last, "responseStatus", "reason"));
        Assert.Equal(403, last.GetProperty("responseStatus").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task WrongCredentialsAreThereToo()
    {
        using HttpClient nobody = Client(null);
        nobody.DefaultRequestHeaders.Authorization = new("Bearer", "made-up-token");
        using HttpResponseMessage answer = await nobody.GetAsync("/api/v1/pods", Token);
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(401,
            (await EventsOfAsync(answer))[^1].GetProperty("responseStatus").GetProperty("code").GetInt32());
        Assert.DoesNotContain("made-up-token", ReadAll(), default);
    }

    [Fact]
    public async Task WhoActsForWhomIsWritten()
    {
        using HttpClient admin = Client(certificates.IssueAdmin().ToCertificate());
        admin.DefaultRequestHeaders.Add("Impersonate-User", "jane");
        using HttpResponseMessage answer = await admin.GetAsync("/version", Token);
        JsonElement last = (await EventsOfAsync(answer))[^1];
        Assert.Equal("kubernetes-admin", Text(last, "user", "username"));
        Assert.Equal("jane", Text(last, "impersonatedUser", "username"));
    }

    [Fact]
    public async Task ComponentsOfTheSameProcessLeaveTheirTrace()
    {
        ITransport controller = server.TransportFor(Users.Of("inner", Users.Masters), "inner/1.0");
        ApiResponse created = await controller.SendAsync(
            new()
            {
                Verb = Verb.Create,
                Resource = new("", "v1", "configmaps"),
                Namespace = "default",
                Body = new ConfigMap { Metadata = new() { Name = "inner", Namespace = "default" } },
            },
            Token);
        Assert.Null(created.Error);
        JsonElement last = Events().Last(static one => Text(one, "user", "username") == "inner");
        Assert.Equal("/api/v1/namespaces/default/configmaps", Text(last, "requestURI"));
        Assert.Equal("inner", Text(last, "requestObject", "metadata", "name"));
        Assert.Equal("inner/1.0", Text(last, "userAgent"));
    }

    private HttpClient Client(System.Security.Cryptography.X509Certificates.X509Certificate2? shown)
    {
        SocketsHttpHandler handler = new();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (shown is not null)
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => shown;
        return new(handler) { BaseAddress = new Uri($"https://127.0.0.1:{front.Port}") };
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string path, string body)
    {
        using ByteArrayContent content = new(System.Text.Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        return await client.PostAsync(path, content, Token);
    }

    // The last line is written when the answer is already on its way.
    private async Task<IReadOnlyList<JsonElement>> EventsOfAsync(HttpResponseMessage answer)
    {
        string id = answer.Headers.GetValues("Audit-Id").Single();
        while (true)
        {
            JsonElement[] events = [.. Events().Where(one => Text(one, "auditID") == id)];
            if (events.Length > 0 && Text(events[^1], "stage") == "ResponseComplete")
                return events;
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }
    }

    private IEnumerable<JsonElement> Events() => ReadAll().Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(static line => JsonDocument.Parse(line).RootElement);

    private string ReadAll()
    {
        using FileStream file = new(Path.Combine(folder.FullName, "audit.log"), FileMode.Open, FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(file);
        return reader.ReadToEnd();
    }

    private static string Text(JsonElement element, params string[] path)
    {
        foreach (string name in path)
        {
            if (!element.TryGetProperty(name, out element))
                return "";
        }
        return element.GetString() ?? "";
    }
}
