using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>The rest of the kubelet's paths, and who may use them.</summary>
[Collection("node")]
public sealed class KubeletSurfaceTests
{
    [Fact]
    public async Task Paths_answer_with_the_methods_they_have_and_nobody_else_is_let_in()
    {
        TestCertificates certificates = TestCertificates.Create();
        await using NodeFixture node = await NodeFixture.StartAsync(options => options with
        {
            ServingCertificate = () => certificates.Serving, ClientAuthorities = [certificates.Authority],
        });
        node.Api.Put(PodTests.Run("talk", "Always", "exec sleep 1000"));
        await node.WaitForPodAsync("talk", static pod => pod.Status.Phase == "Running");
        string at = $"https://127.0.0.1:{await node.PortAsync()}";
        using HttpClient http = new(StreamingTests.Handler(certificates));

        Assert.Equal((200, "ok"), await AskAsync(http, HttpMethod.Get, $"{at}/healthz"));
        Assert.Equal((200, "ok"), await AskAsync(http, HttpMethod.Get, $"{at}/healthz/syncloop"));
        (int code, string body) = await AskAsync(http, HttpMethod.Get, $"{at}/runningpods/");
        Assert.Equal(200, code);
        Assert.Contains("\"name\":\"talk\"", body, StringComparison.Ordinal);
        Assert.Equal(
            (200, "hello\n"), await AskAsync(http, HttpMethod.Post, $"{at}/run/default/talk/main?cmd=echo%20hello"));
        (code, body) = await AskAsync(http, HttpMethod.Post, $"{at}/run/default/talk/main?cmd=false");
        Assert.Equal((500, "command 'false' exited with 1: "), (code, body));
        Assert.Equal(
            (405, "Method Not Allowed"), await AskAsync(http, HttpMethod.Get, $"{at}/run/default/talk/main?cmd=x"));
        Assert.Equal((405, "Method Not Allowed"), await AskAsync(http, HttpMethod.Delete, $"{at}/pods"));
        Assert.Equal((404, "pod does not exist"), await AskAsync(http, HttpMethod.Post, $"{at}/run/default/no/main"));
        Assert.Equal((404, "pod \"no\" does not exist"), await AskAsync(
            http, HttpMethod.Get, $"{at}/containerLogs/default/no/c"));
        Assert.Equal((404, "404 page not found"), await AskAsync(http, HttpMethod.Get, $"{at}/nothing"));
        (code, body) = await AskAsync(http, HttpMethod.Get, $"{at}/logs/");
        Assert.Equal(200, code);
        Assert.StartsWith("<!doctype html>\n", body, StringComparison.Ordinal);
        // containerd 1.6 has no checkpoints; what it says of that is passed on.
        (code, body) = await AskAsync(http, HttpMethod.Post, $"{at}/checkpoint/default/talk/main");
        Assert.Equal(500, code);
        Assert.StartsWith("checkpointing of default/talk/main failed (rpc error: code = Unimplemented", body,
            StringComparison.Ordinal);
        Assert.Equal((404, "container none does not exist"), await AskAsync(
            http, HttpMethod.Post, $"{at}/checkpoint/default/talk/none"));
        Assert.Equal((400, "you must specify at least 1 of stdin, stdout, stderr"), await AskAsync(
            http, HttpMethod.Post, $"{at}/exec/default/talk/main?command=true"));
        Assert.Equal((400, "unable to upgrade: missing upgrade headers in request"), await AskAsync(
            http, HttpMethod.Post, $"{at}/exec/default/talk/main?command=true&output=1"));
        Assert.Equal((500, "container not found (\"none\")"), await AskAsync(
            http, HttpMethod.Post, $"{at}/exec/default/talk/none?command=true&output=1"));
        await StrangerAsync(at);
    }

    // Somebody who may read the metrics of nodes, and nothing else.
    private static async Task StrangerAsync(string at)
    {
        using HttpClient stranger = new(StreamingTests.Handler(null));
        Assert.Equal((401, "Unauthorized"), await AskAsync(stranger, HttpMethod.Get, $"{at}/pods"));
        stranger.DefaultRequestHeaders.Authorization = new("Bearer", "monitor");
        Assert.Equal(200, (await AskAsync(stranger, HttpMethod.Get, $"{at}/metrics/probes")).Code);
        foreach ((HttpMethod method, string path, string verb, string rights) in
            ((HttpMethod, string, string, string)[])
            [
                (HttpMethod.Get, "pods", "get", "pods proxy"),
                (HttpMethod.Get, "runningpods/", "get", "pods proxy"),
                (HttpMethod.Get, "healthz", "get", "healthz proxy"),
                (HttpMethod.Get, "configz", "get", "configz proxy"),
                (HttpMethod.Get, "stats/summary", "get", "stats"),
                (HttpMethod.Get, "logs/", "get", "log"),
                (HttpMethod.Get, "containerLogs/default/talk/main", "get", "proxy"),
                (HttpMethod.Post, "exec/default/talk/main?command=true&output=1", "create", "proxy"),
                (HttpMethod.Post, "run/default/talk/main?cmd=true", "create", "proxy"),
                (HttpMethod.Post, "checkpoint/default/talk/main", "create", "checkpoint"),
            ])
        {
            Assert.Equal(
                (403, $"Forbidden (user=monitor, verb={verb}, resource=nodes, subresource(s)=[{rights}])\n"),
                await AskAsync(stranger, method, $"{at}/{path}"));
        }
    }

    private static async Task<(int Code, string Body)> AskAsync(HttpClient http, HttpMethod method, string url)
    {
        using HttpRequestMessage request = new(method, url);
        using HttpResponseMessage response = await http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
