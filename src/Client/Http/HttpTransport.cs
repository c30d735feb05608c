using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Client.Http;

/// <summary>The way to an API server elsewhere, over HTTPS and JSON. Safe from any thread.</summary>
/// <param name="present">
/// Asked for with each request. It knows the server's address, its authority and our credentials, and has no timeout of
/// its own. When another one takes its place, what is under way ends with the one that it began with.
/// </param>
public sealed class HttpTransport(Func<HttpClient> present) : ITransport
{
    /// <summary>With one client for good.</summary>
    public HttpTransport(HttpClient client)
        : this(() => client)
    {
    }

    private const string Json = "application/json";

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(MethodOf(request.Verb), RequestUri.Of(request));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Json));
        message.Content = ContentOf(request);
        try
        {
            using HttpResponseMessage response = await present().SendAsync(message, cancellationToken);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            int code = (int)response.StatusCode;
            IReadOnlyList<string> warnings = WarningsOf(response);
            if (code >= 400)
                return new() { Code = code, Error = StatusOf(body, response.StatusCode), Warnings = warnings };
            return request.Verb == Verb.List
                ? new() { Code = code, List = ListOf(request, body), Warnings = warnings }
                : new() { Code = code, Object = ObjectOf(body), Warnings = warnings };
        }
        catch (HttpRequestException exception)
        {
            throw new IOException(exception.Message, exception);
        }
        catch (DecodeException exception)
        {
            throw new IOException($"the server's answer cannot be read: {exception.Message}", exception);
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using HttpRequestMessage message = new(HttpMethod.Get, RequestUri.Of(request with { Verb = Verb.Watch }));
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Json));
        using HttpResponseMessage response = await OpenAsync(message, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            yield return new(WatchEventType.Error, null, StatusOf(body, response.StatusCode));
            yield break;
        }
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        LineReader lines = new(stream);
        while (await lines.ReadAsync(cancellationToken) is { } line)
            yield return EventOf(request, line);
    }

    private async Task<HttpResponseMessage> OpenAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await present().SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private static HttpMethod MethodOf(Verb verb) => verb switch
    {
        Verb.Create => HttpMethod.Post,
        Verb.Update => HttpMethod.Put,
        Verb.Patch => HttpMethod.Patch,
        Verb.Delete or Verb.DeleteCollection => HttpMethod.Delete,
        _ => HttpMethod.Get,
    };

    private static HttpContent? ContentOf(ApiRequest request)
    {
        (byte[]? bytes, string type) = request switch
        {
            { Verb: Verb.Patch } => (request.Patch.ToArray(), request.PatchType switch
            {
                PatchType.Json => "application/json-patch+json",
                PatchType.Merge => "application/merge-patch+json",
                PatchType.Strategic => "application/strategic-merge-patch+json",
                _ => "application/apply-patch+yaml",
            }),
            { Body: { } body } => (ApiJson.ToBytes(body), Json),
            { DeleteOptions: { } options } => (ApiJson.ToBytes(options), Json),
            _ => (null, ""),
        };
        if (bytes is null)
            return null;
        ByteArrayContent content = new(bytes);
        content.Headers.ContentType = new(type);
        return content;
    }

    private static ObjectList<ApiObject> ListOf(ApiRequest request, byte[] body)
    {
        KindCodec codec = CodecOf(request);
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        List<ApiObject> items = [];
        if (root.TryGetProperty("items", out JsonElement elements) && elements.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement element in elements.EnumerateArray())
                items.Add((ApiObject)codec.ReadJson(JsonMarshal.GetRawUtf8Value(element)));
        }
        JsonElement metadata = root.GetProperty("metadata");
        return new(TextOf(metadata, "resourceVersion"), items)
        {
            Continue = TextOf(metadata, "continue"),
            RemainingItemCount =
                metadata.TryGetProperty("remainingItemCount", out JsonElement count) ? count.GetInt64() : null,
        };
    }

    private static IKind ObjectOf(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        string apiVersion = TextOf(document.RootElement, "apiVersion"), kind = TextOf(document.RootElement, "kind");
        KindCodec codec = ResourceRegistry.FindCodec(apiVersion, kind)
            ?? throw new DecodeException($"there is no kind {kind} in {apiVersion}");
        return (IKind)codec.ReadJson(body);
    }

    private static WatchEvent EventOf(ApiRequest request, ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement value = document.RootElement.GetProperty("object");
        ReadOnlySpan<byte> bytes = JsonMarshal.GetRawUtf8Value(value);
        WatchEventType type = TextOf(document.RootElement, "type") switch
        {
            "ADDED" => WatchEventType.Added,
            "MODIFIED" => WatchEventType.Modified,
            "DELETED" => WatchEventType.Deleted,
            "BOOKMARK" => WatchEventType.Bookmark,
            _ => WatchEventType.Error,
        };
        return type == WatchEventType.Error
            ? new(type, null, ApiJson.Read<Status>(bytes))
            : new(type, (ApiObject)CodecOf(request).ReadJson(bytes));
    }

    private static Status StatusOf(byte[] body, HttpStatusCode code)
    {
        try
        {
            return ApiJson.Read<Status>(body);
        }
        catch (DecodeException)
        {
            // A proxy in between answers in its own words.
            return new() { StatusValue = "Failure", Code = (int)code, Message = $"the server answered {(int)code}" };
        }
    }

    private static KindCodec CodecOf(ApiRequest request) =>
        (ResourceRegistry.Find(request.Resource)
            ?? throw new DecodeException($"there is no resource {request.Resource.GroupResource}")).Codec;

    private static IReadOnlyList<string> WarningsOf(HttpResponseMessage response) =>
        response.Headers.Warning.Count == 0
            ? []
            : [.. response.Headers.Warning.Select(static warning => warning.Text.Trim('"'))];

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";
}
