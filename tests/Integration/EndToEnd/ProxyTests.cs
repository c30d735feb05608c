using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>E084: what is behind nodes/proxy, pods/proxy and services/proxy, raw and through kubectl proxy.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class ProxyTests(StreamPods pods) : IClassFixture<StreamPods>
{
    private const string Namespace = $"/api/v1/namespaces/{StreamPods.Namespace}";
    private const string Pod = $"{Namespace}/pods/{StreamPods.Target}:8080/proxy";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // E084
    [Fact]
    public async Task PagesOfAPodAndOfAServiceWithLinksThatLeadBack()
    {
        await pods.ShellAsync("""
            mkdir -p /www/sub; echo '<a href="/index.html">home</a><img src=/sub/>' > /www/sub/index.html
            echo -n 'a b' > '/www/a b.txt'
            """);
        Assert.Equal("a page of the target\n", await RawAsync($"{Pod}/"));
        Assert.Equal("a b", await RawAsync($"{Pod}/a%20b.txt"));
        Assert.Equal(
            $"<a href=\"{Pod}/index.html\">home</a><img src={Pod}/sub/>\n", await RawAsync($"{Pod}/sub/"));

        await pods.Kubectl.RunAsync(
            "expose", "pod", StreamPods.Target, "-n", StreamPods.Namespace, "--port=80", "--target-port=8080");
        foreach (string name in (string[])["target", "target:80", "http:target:80", "http:target:"])
        {
            await pods.Kubectl.UntilAsync(static text => text == "a page of the target\n",
                "get", "--raw", $"{Namespace}/services/{name}/proxy/");
        }
        Assert.Contains("no service port 81 found for service", await RefusalAsync(
            $"{Namespace}/services/target:81/proxy/"), StringComparison.Ordinal);
        Assert.Contains("no endpoints available for service", await RefusalAsync(
            $"{Namespace}/services/target:web/proxy/"), StringComparison.Ordinal);
        Assert.Contains("NotFound", await RefusalAsync($"{Namespace}/services/none/proxy/"), StringComparison.Ordinal);
    }

    // E084
    [Fact]
    public async Task KubectlProxyServesThemToABrowser()
    {
        using Process proxy = pods.Kubectl.Start("proxy", "--port=0");
        try
        {
            string line = await proxy.StandardOutput.ReadLineAsync(Token) ?? "";
            Assert.StartsWith("Starting to serve on 127.0.0.1:", line, StringComparison.Ordinal);
            using HttpClientHandler handler = new() { AllowAutoRedirect = false };
            using HttpClient http = new(handler) { BaseAddress = new Uri($"http://{line.Split(' ')[^1]}") };
            using HttpResponseMessage moved = await http.GetAsync($"{Pod}?a=b", Token);
            Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
            Assert.Equal($"{Pod}/?a=b", moved.Headers.Location?.OriginalString);
            // httpd itself sends who asks for a folder without its slash on.
            await pods.ShellAsync("mkdir -p /www/folder");
            using HttpResponseMessage folder = await http.GetAsync($"{Pod}/folder", Token);
            Assert.Equal(HttpStatusCode.Redirect, folder.StatusCode);
            Assert.Equal($"{Pod}/folder/", folder.Headers.Location?.OriginalString);
            using HttpResponseMessage missing = await http.GetAsync($"{Pod}/none", Token);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
            Assert.Contains("<H1>404 Not Found</H1>", await missing.Content.ReadAsStringAsync(Token));
            using HttpResponseMessage refused = await http.GetAsync(
                $"{Namespace}/pods/{StreamPods.Target}:1/proxy/", Token);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("error trying to reach service", await refused.Content.ReadAsStringAsync(Token));
        }
        finally
        {
            proxy.Kill();
        }
    }

    // E084
    [Fact]
    public async Task TheKubeletBehindItsNode()
    {
        string node = await pods.Kubectl.RunAsync("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}");
        string proxy = $"/api/v1/nodes/{node}/proxy";
        Assert.Equal("ok", await RawAsync($"{proxy}/healthz"));
        Assert.Contains("healthz check passed", await RawAsync($"{proxy}/healthz?verbose"));
        using JsonDocument all = JsonDocument.Parse(await RawAsync($"{proxy}/pods"));
        Assert.Contains(all.RootElement.GetProperty("items").EnumerateArray(),
            static pod => pod.GetProperty("metadata").GetProperty("name").GetString() == StreamPods.Target);
        using JsonDocument running = JsonDocument.Parse(await RawAsync($"{proxy}/runningpods/"));
        JsonElement target = running.RootElement.GetProperty("items").EnumerateArray().Single(
            static pod => pod.GetProperty("metadata").GetProperty("name").GetString() == StreamPods.Target);
        Assert.Contains(target.GetProperty("spec").GetProperty("containers").EnumerateArray(),
            static container => container.GetProperty("name").GetString() == "main");
        using JsonDocument configuration = JsonDocument.Parse(await RawAsync($"{proxy}/configz"));
        Assert.Equal("KubeletConfiguration",
            configuration.RootElement.GetProperty("kubeletconfig").GetProperty("kind").GetString());
        using JsonDocument summary = JsonDocument.Parse(await RawAsync($"{proxy}/stats/summary"));
        Assert.Equal(node, summary.RootElement.GetProperty("node").GetProperty("nodeName").GetString());
        // E117
        foreach ((string path, string name) in ((string, string)[])
            [
                ("metrics", "kubelet_running_pods"), ("metrics/cadvisor", "container_cpu_usage_seconds_total"),
                ("metrics/resource", "node_cpu_usage_seconds_total"), ("metrics/probes", "prober_probe_total"),
            ])
        {
            Assert.Contains($"# TYPE {name} ", await RawAsync($"{proxy}/{path}"), StringComparison.Ordinal);
        }
        Assert.Contains("<pre>", await RawAsync($"{proxy}/logs/"), StringComparison.Ordinal);
        CommandResult ran = await pods.Kubectl.TryWithInputAsync("", "create", "--raw",
            $"{proxy}/run/{StreamPods.Namespace}/{StreamPods.Target}/main?cmd=cat%20/www/index.html", "-f", "-");
        Assert.Equal("a page of the target\n", ran.Succeeded());
        Assert.Contains("NotFound", await RefusalAsync($"{proxy}/nothing"), StringComparison.Ordinal);
    }

    // E084
    [Fact]
    public async Task TheNarrowWaysOfKubectl()
    {
        Kubectl kubectl = pods.Kubectl;
        await kubectl.RunAsync("create", "serviceaccount", "narrow", "-n", StreamPods.Namespace);
        string token = (await kubectl.RunAsync("create", "token", "narrow", "-n", StreamPods.Namespace)).Trim();
        Assert.Equal(3, token.Split('.').Length);
        Assert.Contains("cannot get resource \"pods/log\"", (await kubectl.TryWithTokenAsync(
            token, "get", "--raw", $"{Namespace}/pods/{StreamPods.Target}/log")).Failed(), StringComparison.Ordinal);
        Assert.Contains("cannot get resource \"nodes/proxy\"", (await kubectl.TryWithTokenAsync(
            token, "get", "--raw", "/api/v1/nodes/any/proxy/pods")).Failed(), StringComparison.Ordinal);
        Assert.Contains("cannot get resource \"pods/proxy\"", (await kubectl.TryWithTokenAsync(
            token, "get", "--raw", $"{Pod}/")).Failed(), StringComparison.Ordinal);
        Assert.Contains("cannot get resource \"services/proxy\"", (await kubectl.TryWithTokenAsync(
            token, "get", "--raw", $"{Namespace}/services/target/proxy/")).Failed(), StringComparison.Ordinal);

        await kubectl.RunAsync("patch", "pod", StreamPods.Target, "-n", StreamPods.Namespace, "--subresource=status",
            "--type=merge", "-p", """{"status":{"conditions":[{"type":"test.io/Seen","status":"True"}]}}""");
        await kubectl.RunAsync("create", "namespace", "narrow-end");
        const string finalized = """
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"narrow-end"},"spec":{"finalizers":[]}}
            """;
        (await kubectl.TryWithInputAsync(
            finalized, "replace", "--raw", "/api/v1/namespaces/narrow-end/finalize", "-f", "-")).Succeeded();
        Assert.Equal("", await kubectl.RunAsync(
            "get", "namespace", "narrow-end", "-o", "jsonpath={.spec.finalizers}"));
        await kubectl.RunAsync("delete", "namespace", "narrow-end", "--timeout=30s");
    }

    private Task<string> RawAsync(string path) => pods.Kubectl.RunAsync("get", "--raw", path);

    private async Task<string> RefusalAsync(string path) =>
        (await pods.Kubectl.TryAsync("get", "--raw", path)).Failed();
}
