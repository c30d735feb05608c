using System.Net.Http.Headers;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer;
using Kubesharp.ApiServer.Authentication;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Certificates;
using Kubesharp.ApiServer.Http;
using Kubesharp.Store;
using Kubesharp.Store.Memory;
using Xunit;

namespace Kubesharp.Tests.ApiServer;

/// <summary>A real API server on a Memory store, over HTTPS on loopback and in process.</summary>
internal sealed class ServerFixture : IAsyncDisposable
{
    private ServerFixture(Kubesharp.ApiServer.ApiServer server, HttpFront front, MemoryStore store, HttpClient client)
    {
        Server = server;
        Front = front;
        Store = store;
        Client = client;
        Transport = server.TransportFor(Users.Of("tester", Users.Masters), "tests");
    }

    public Kubesharp.ApiServer.ApiServer Server { get; }
    public HttpFront Front { get; }
    public MemoryStore Store { get; }
    public HttpClient Client { get; }
    public ITransport Transport { get; }
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ServerFixture> StartAsync(
        IAuthorizer? authorizer = null, Func<ApiServerOptions, ApiServerOptions>? configure = null)
    {
        MemoryStore store = new(new StoreOptions(), TimeProvider.System);
        ApiServerOptions options = new()
        {
            Store = store,
            Authorizer = authorizer ?? new AllowAll(),
            Bootstrap = authorizer is null,
            Advertised = new(System.Net.IPAddress.Parse("192.0.2.1"), 6443),
        };
        Kubesharp.ApiServer.ApiServer server = new(configure?.Invoke(options) ?? options);
        ClusterCertificates certificates = ClusterCertificates.InMemory([], TimeProvider.System, Entropy.System);
        HttpFront front = new(server, new() { Port = 0, Certificate = _ => certificates.Server });
        await front.StartAsync(Token);
        await server.StartAsync(Token);
        SocketsHttpHandler handler = new()
        {
            SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        };
        HttpClient client = new(handler) { BaseAddress = new Uri($"https://127.0.0.1:{front.Port}") };
        return new(server, front, store, client);
    }

    public async Task<(int Code, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json",
        string accept = "application/json")
    {
        using HttpResponseMessage response = await RawAsync(method, path, body, contentType, accept);
        string text = await response.Content.ReadAsStringAsync(Token);
        return ((int)response.StatusCode, JsonDocument.Parse(text.Length == 0 ? "null" : text).RootElement);
    }

    public async Task<HttpResponseMessage> RawAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json",
        string accept = "application/json")
    {
        using HttpRequestMessage request = new(method, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    public Task<(int Code, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<(int Code, JsonElement Body)> PostAsync(string path, string body) =>
        SendAsync(HttpMethod.Post, path, body);

    public Task<(int Code, JsonElement Body)> PutAsync(string path, string body) =>
        SendAsync(HttpMethod.Put, path, body);

    public Task<(int Code, JsonElement Body)> DeleteAsync(string path, string? body = null) =>
        SendAsync(HttpMethod.Delete, path, body);

    /// <summary>A patch; <paramref name="type"/> is json-patch, merge-patch or strategic-merge-patch.</summary>
    public Task<(int Code, JsonElement Body)> PatchAsync(string path, string body, string type = "merge-patch") =>
        SendAsync(HttpMethod.Patch, path, body, $"application/{type}+json");

    public Task<(int Code, JsonElement Body)> ApplyAsync(string path, string yaml) =>
        SendAsync(HttpMethod.Patch, path, yaml, "application/apply-patch+yaml");

    public Task<(int Code, JsonElement Body)> CreateConfigMapAsync(string name, string data = "{}") =>
        SendAsync(
            HttpMethod.Post, "/api/v1/namespaces/default/configmaps",
            $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"},"data":{{data}}}""");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.BeginStopAsync();
        await Front.StopAsync(CancellationToken.None);
        await Front.DisposeAsync();
        await Server.DisposeAsync();
        await Store.DisposeAsync();
    }

    private sealed class AllowAll : IAuthorizer
    {
        public ValueTask<AuthorizationResult> AuthorizeAsync(
            AuthorizationAttributes attributes, CancellationToken cancellationToken) =>
            new(new AuthorizationResult(Decision.Allow, ""));
    }
}
