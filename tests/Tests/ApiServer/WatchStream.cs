using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer;

/// <summary>A watch over HTTP as a client reads it: a line an event.</summary>
internal sealed class WatchStream : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly StreamReader lines;

    private WatchStream(HttpResponseMessage response, StreamReader lines)
    {
        this.response = response;
        this.lines = lines;
    }

    public HttpResponseMessage Response => response;

    public static async Task<WatchStream> OpenAsync(
        ServerFixture server, string path, string accept = "application/json")
    {
        HttpResponseMessage response = await server.RawAsync(HttpMethod.Get, path, accept: accept);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return new(response, new(await response.Content.ReadAsStreamAsync(ServerFixture.Token)));
    }

    /// <summary>The next event; undefined when the stream has ended.</summary>
    public async Task<JsonElement> NextAsync()
    {
        string? line = await lines.ReadLineAsync(ServerFixture.Token);
        return line is null ? default : JsonDocument.Parse(line).RootElement;
    }

    /// <summary>The next events as <c>ADDED name</c>; fewer when the stream ends.</summary>
    public async Task<List<string>> ReadAsync(int count)
    {
        List<string> events = [];
        while (events.Count < count && await NextAsync() is { ValueKind: JsonValueKind.Object } next)
            events.Add(Text(next));
        return events;
    }

    public static string Text(JsonElement told)
    {
        JsonElement value = told.GetProperty("object");
        string type = told.GetProperty("type").GetString()!;
        if (type == "ERROR")
            return $"ERROR {value.GetProperty("code").GetInt32()} {value.GetProperty("message").GetString()}";
        JsonElement metadata = value.GetProperty("metadata");
        if (type == "BOOKMARK")
            return metadata.TryGetProperty("annotations", out _) ? "BOOKMARK end" : "BOOKMARK";
        return $"{type} {metadata.GetProperty("name").GetString()}";
    }

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        response.Dispose();
        return ValueTask.CompletedTask;
    }
}
