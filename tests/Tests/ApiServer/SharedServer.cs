using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.ApiServer;

/// <summary>One server for all tests of a class; each test works under names of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal ServerFixture Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Server = await ServerFixture.StartAsync(configure: static options => options with { TestMode = true });

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Makes a namespace and returns the path of its ConfigMaps.</summary>
    internal async Task<string> NamespaceAsync(string name)
    {
        await PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        return $"/api/v1/namespaces/{name}/configmaps";
    }

    internal async Task<JsonElement> PostAsync(string path, string body)
    {
        (int code, JsonElement made) = await Server.SendAsync(HttpMethod.Post, path, body);
        Assert.True(code == 201, made.ToString());
        return made;
    }

    internal Task<JsonElement> ConfigMapAsync(string path, string name, string labels = "{}") =>
        PostAsync(path, $$$"""{"metadata":{"name":"{{{name}}}","labels":{{{labels}}}}}""");

    internal async Task<JsonElement> PatchAsync(string path, string patch)
    {
        (int code, JsonElement patched) =
            await Server.SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");
        Assert.True(code == 200, patched.ToString());
        return patched;
    }

    internal static string Revision(JsonElement value) =>
        value.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;

    internal static IEnumerable<string> Names(JsonElement list) => list.GetProperty("items").EnumerateArray()
        .Select(static item => item.GetProperty("metadata").GetProperty("name").GetString()!);
}
