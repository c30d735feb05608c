using System.Collections.Concurrent;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>Users of a Service do not notice that what is behind it changes.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class RollingUpdateTests(NodeCluster cluster, ITestOutputHelper output)
{
    private const int Clients = 4;

    [Fact]
    public async Task NoRequestFailsDuringAnUpdateAndItsUndo()
    {
        Kubectl kubectl = cluster.Kubectl;
        string address = await kubectl.RunAsync("get", "service", "hello", "-n", "hello", "-o",
            "jsonpath={.spec.clusterIP}");
        ConcurrentBag<string> failures = [];
        int served = 0;
        using CancellationTokenSource stop = new();
        // A new connection for each request: each is translated anew, as those of strangers are.
        async Task AskAsync()
        {
            using SocketsHttpHandler handler = new() { PooledConnectionLifetime = TimeSpan.Zero };
            using HttpClient http = new(handler) { Timeout = TimeSpan.FromSeconds(5) };
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await http.GetStringAsync($"http://{address}/", CancellationToken.None);
                    Interlocked.Increment(ref served);
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
                {
                    failures.Add($"{DateTimeOffset.Now:O} {exception.Message}");
                }
                await Task.Delay(5, CancellationToken.None);
            }
        }
        Task[] clients = [.. Enumerable.Range(0, Clients).Select(_ => AskAsync())];

        await kubectl.RunAsync("set", "image", "-n", "hello", "deployment/hello", "web=nginx:1.22-next");
        await kubectl.RunAsync("rollout", "status", "-n", "hello", "deployment/hello", "--timeout=100s");
        string pod = await kubectl.RunAsync("get", "pods", "-n", "hello", "-l", "app=hello", "--field-selector",
            "status.phase=Running", "-o", "jsonpath={.items[-1:].spec.containers[0].image}");
        Assert.Equal("nginx:1.22-next", pod);
        Assert.Contains("REVISION", await kubectl.RunAsync("rollout", "history", "-n", "hello", "deployment/hello"),
            StringComparison.Ordinal);
        await kubectl.RunAsync("rollout", "undo", "-n", "hello", "deployment/hello");
        await kubectl.RunAsync("rollout", "status", "-n", "hello", "deployment/hello", "--timeout=100s");
        Assert.Equal("nginx:1.22", await kubectl.RunAsync("get", "deployment", "hello", "-n", "hello", "-o",
            "jsonpath={.spec.template.spec.containers[0].image}"));

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        output.WriteLine($"{served} requests served, {failures.Count} failed");
        Assert.True(failures.IsEmpty, $"{failures.Count} of {served} failed: {string.Join("; ", failures.Take(5))}");
        Assert.True(served > 100);
    }
}
