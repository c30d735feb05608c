using System.Net.Http.Headers;
using CsCheck;
using Xunit;

namespace Kubesharp.Tests.ApiServer;

/// <summary>
/// E115: whatever a client sends over HTTP, a server answers with something else than 500, goes on serving, and keeps
/// nothing of it.
/// </summary>
public sealed class RequestFuzzTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Map = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a"},"data":{"k":"v"}}""";
    private const string Deployment = """
        {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":
        {"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
        """;
    // What the objects under these few names may take; the rest is what a leak would be.
    private const long GrowthBytesMax = 96L * 1024 * 1024;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];
    private static readonly string[] ContentTypes =
    [
        "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/json-patch+json",
        "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml", "",
    ];
    private static readonly string[] Paths =
    [
        "/api/v1/namespaces/default/configmaps", "/api/v1/namespaces/default/configmaps/a", "/api/v1/configmaps",
        "/api/v1/namespaces/default/pods/p/status", "/api/v1/namespaces/default/pods/p/log", "/api/v1/nodes",
        "/api/v1/namespaces/default/pods/p/exec", "/api/v1/namespaces/default/pods/p/eviction", "/api/v1/namespaces/n",
        "/apis/apps/v1/namespaces/default/deployments/d/scale", "/apis/apps/v1/namespaces/default/deployments",
        "/apis/batch/v1/namespaces/default/jobs", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
        "/api/v1/namespaces/default/services/a:80/proxy/x", "/apis", "/api", "/openapi/v3/api/v1", "/openapi/v2",
        "/version", "/livez", "/", "/metrics", "/debug/test-mode",
    ];

    private static readonly Gen<Request> Requests = Gen.Select(
        Gen.Int[0, Methods.Length - 1],
        Mutations.TextOf(Paths),
        Mutations.TextOf(
            "limit=2&continue=e30&resourceVersion=1&resourceVersionMatch=Exact", "labelSelector=a in (b)&pretty=1",
            "fieldSelector=metadata.name=a", "fieldManager=f&fieldValidation=Strict&dryRun=All&force=true", "",
            "propagationPolicy=Foreground&gracePeriodSeconds=0&orphanDependents=1", "timeout=10s&includeObject=None"),
        Gen.Int[0, ContentTypes.Length - 1],
        Mutations.TextOf(
            "application/json;as=Table;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf", "application/yaml",
            "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "*/*", "application/json"),
        Mutations.TextOf("curl/8", "\"tag\"", "W/\"x\", *", "gzip;q=0.1", "system:serviceaccount:a:b"),
        Mutations.Of(
            Map, "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n",
            """[{"op":"add","path":"/data/x","value":"y"}]""",
            """{"metadata":{"name":"d"},"spec":{"replicas":1}}""", """{"spec":{"replicas":3}}""", Deployment,
            """{"kind":"DeleteOptions"}""", ""),
        static (method, path, query, type, accept, header, body) => new Request(
            Methods[method], path, query, ContentTypes[type], accept, header, body));

    private sealed record Request(
        string Method, string Path, string Query, string Type, string Accept, string Header, byte[] Body);

    [Fact]
    public async Task E115_NoRequestBreaksTheServer()
    {
        shared.Server.Client.Timeout = TimeSpan.FromSeconds(100);
        await Requests.TryAsync(SendAsync);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await Requests.TryAsync(SendAsync);
        long grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < GrowthBytesMax, $"{grown} bytes more are held than before");
        Assert.Equal(200, (await shared.Server.GetAsync("/version")).Code);
    }

    private async Task SendAsync(Request request)
    {
        // The request has to reach the server: what no URL can carry is escaped, what one can is left as it is.
        string path = Escape(request.Path, "/%:;,=@!$&'()*+-._~");
        string query = Escape(request.Query, "/%:;,=@!$&'()*+-._~?");
        using HttpRequestMessage message = new(
            new HttpMethod(request.Method),
            new Uri($"{shared.Server.Client.BaseAddress}{path.TrimStart('/')}?{query}"));
        message.Headers.TryAddWithoutValidation("Accept", Printable(request.Accept));
        foreach (string name in (string[])["Accept-Encoding", "If-None-Match", "Audit-ID", "Impersonate-User"])
            message.Headers.TryAddWithoutValidation(name, Printable(request.Header));
        if (request.Method is "POST" or "PUT" or "PATCH" or "DELETE")
        {
            message.Content = new ByteArrayContent(request.Body);
            if (request.Type.Length > 0)
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.Type);
        }
        using HttpResponseMessage response = await shared.Server.Client.SendAsync(
            message, HttpCompletionOption.ResponseHeadersRead, ServerFixture.Token);
        int code = (int)response.StatusCode;
        // 502 to 504 are of servers behind this one, which are not there; 500 is a failure of this one.
        Assert.True(code is < 500 or > 500, $"{request.Method} {path}?{query} ended with {code}");
    }

    private static string Escape(string text, string kept) => string.Concat(text.Select(letter =>
        char.IsAsciiLetterOrDigit(letter) || kept.Contains(letter)
            ? $"{letter}"
            : Uri.HexEscape((char)(letter & 0xff))));

    private static string Printable(string text) =>
        string.Concat(text.Where(static letter => letter is >= ' ' and < (char)0x7f));
}
