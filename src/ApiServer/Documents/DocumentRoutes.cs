using System.Text.Json;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.OpenApi;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;

namespace Kubesharp.ApiServer.Documents;

/// <summary>
/// Everything that is not a resource: discovery, OpenAPI, version, health, metrics, the list of paths.
/// </summary>
internal sealed class DocumentRoutes(ApiServer server)
{
    private static readonly string[] FixedPaths =
    [
        "/.well-known/openid-configuration", "/healthz", "/healthz/etcd", "/healthz/log", "/healthz/ping", "/livez",
        "/livez/etcd", "/livez/log", "/livez/ping", "/metrics", "/openapi/v2", "/openapi/v3", "/openid/v1/jwks",
        "/readyz", "/readyz/etcd", "/readyz/log", "/readyz/ping", "/readyz/shutdown", "/version",
    ];

    private readonly DiscoveryDocuments discovery = new(server.Registry, server.Options.Advertised);
    private readonly OpenApiDocuments openApi = new(server.Registry, server.Time);
    private readonly TestMode testMode = new(server);
    private readonly HealthChecks health = new(server);

    public async ValueTask<Reply> AnswerAsync(ServerRequest request, CancellationToken cancellationToken)
    {
        string path = request.Info.Path;
        string trimmed = path.Length > 1 ? path.TrimEnd('/') : path;
        string[] parts = trimmed.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (server.Options.TestMode && parts is ["debug", "test-mode", ..])
            return await testMode.AnswerAsync(parts[2..], request, cancellationToken);
        if (request.Method is not ("GET" or "HEAD"))
            return new StatusReply(StatusErrors.MethodNotAllowed());
        switch (parts)
        {
            case []:
                return RootPaths();
            case ["version"]:
                return new DocumentReply("application/json", VersionDocument.Bytes);
            case ["metrics"]:
                return DocumentReply.Text(server.MetricsText()) with
                {
                    ContentType = "text/plain; version=0.0.4; charset=utf-8",
                };
            case ["healthz" or "livez" or "readyz", ..]:
                return await health.AnswerAsync(parts, request.Query, cancellationToken);
            case ["openapi", "v2"]:
                return openApi.V2(request);
            case ["openapi", "v3"]:
                return openApi.Index(request);
            case ["openapi", "v3", ..]:
                return openApi.V3(string.Join("/", parts[2..]), request);
            case [".well-known", "openid-configuration"] when server.Tokens is { } tokens:
                return new DocumentReply(
                    "application/json", tokens.Configuration($"{tokens.Issuer}/openid/v1/jwks"));
            case ["openid", "v1", "jwks"] when server.Tokens is { } signer:
                return new DocumentReply("application/jwk-set+json", signer.KeySet());
            case ["api"] or ["apis"]:
                return discovery.Root(parts[0], request);
            case ["api", _] or ["apis", _] or ["apis", _, _]:
                return discovery.Group(parts, request) ?? new StatusReply(StatusErrors.PathNotFound());
        }
        return parts[0] is "api" or "apis"
            ? new StatusReply(StatusErrors.PathNotFound())
            : DocumentReply.Text("404 page not found\n", 404);
    }

    private DocumentReply RootPaths()
    {
        List<string> paths = ["/api", "/apis", .. FixedPaths];
        foreach (Api.GroupVersion version in discovery.GroupVersions())
        {
            if (version.Group.Length == 0)
            {
                paths.Add($"/api/{version.Version}");
                continue;
            }
            paths.Add($"/apis/{version.Group}/{version.Version}");
            if (!paths.Contains($"/apis/{version.Group}"))
                paths.Add($"/apis/{version.Group}");
        }
        paths.Sort(StringComparer.Ordinal);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("paths"u8);
            foreach (string path in paths)
                json.WriteStringValue(path);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return new("application/json", stream.ToArray());
    }
}
