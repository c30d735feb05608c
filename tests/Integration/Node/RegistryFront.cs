using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>
/// Stands before a registry, lets nobody through until it is told to, and knows who came in which order.
/// </summary>
internal sealed class RegistryFront : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<string> repositories = [];
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HttpClient client;
    private readonly WebApplication app;

    private RegistryFront(string registry)
    {
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://{registry}"),
        };
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.Run(ForwardAsync);
    }

    public string Host => new Uri(app.Urls.First()).Authority;

    /// <summary>The repository of each request, in the order of their coming.</summary>
    public IReadOnlyList<string> Repositories
    {
        get
        {
            lock (gate)
                return [.. repositories];
        }
    }

    public static async Task<RegistryFront> StartAsync(LocalRegistry registry)
    {
        RegistryFront front = new(registry.Host);
        await front.app.StartAsync();
        return front;
    }

    public void Open() => open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Open();
        await app.StopAsync();
        await app.DisposeAsync();
        client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        if (path.Split('/') is ["", "v2", { Length: > 0 } repository, _, ..])
        {
            lock (gate)
                repositories.Add(repository);
            await open.Task.WaitAsync(context.RequestAborted);
        }
        using HttpRequestMessage request = new(new HttpMethod(context.Request.Method), path);
        foreach (string name in (string[])["Accept", "Authorization", "Range"])
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
                request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        using HttpResponseMessage response = await client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not "Transfer-Encoding" and not "Connection")
                context.Response.Headers[name] = values.ToArray();
        }
        if (context.Request.Method != "HEAD" && response.StatusCode != HttpStatusCode.NoContent)
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
