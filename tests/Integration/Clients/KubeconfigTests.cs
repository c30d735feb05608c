using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;

namespace Kubesharp.Tests.Integration.Clients;

/// <summary>
/// With the stock kubectl: the ways in which a kubeconfig leads to this server, how often it is asked, what it counts.
/// </summary>
public sealed class KubeconfigTests(ServerProcess server) : IClassFixture<ServerProcess>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("kubesharp-kubeconfig-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    // E112
    [Fact]
    public async Task SeveralFilesAreOneAndAContextIsChosen()
    {
        JsonNode admin = await AdminAsync();
        string clusters = Write("clusters", admin["clusters"]![0]!["cluster"]!, null, null);
        JsonNode user = admin["users"]![0]!["user"]!;
        string users = Write("users", null, user, "narrow");
        string both = $"{clusters}:{users}:{Path.Combine(folder.FullName, "not-there")}";
        Assert.Equal("ok", await RunAsync(both, "get", "--raw", "/readyz", "--context=c"));
        Assert.Equal("narrow", await RunAsync(
            both, "config", "view", "--context=c", "-o", "jsonpath={.contexts[0].context.namespace}"));
        CommandResult none = await TryAsync(both, "get", "--raw", "/readyz", "--context=none");
        Assert.Contains("context \"none\" does not exist", none.Failed(), StringComparison.Ordinal);
    }

    // E112
    [Fact]
    public async Task ATokenInAFileAndACommandThatBringsOne()
    {
        JsonNode cluster = (await AdminAsync())["clusters"]![0]!["cluster"]!;
        await server.Kubectl.RunAsync("create", "namespace", "kubeconfig");
        await server.Kubectl.RunAsync("create", "serviceaccount", "robot", "-n", "kubeconfig");
        string token = (await server.Kubectl.RunAsync("create", "token", "robot", "-n", "kubeconfig")).Trim();
        string file = Path.Combine(folder.FullName, "token");
        await File.WriteAllTextAsync(file, token, Token);
        const string robot = "system:serviceaccount:kubeconfig:robot";
        string byFile = Write("by-file", cluster, new JsonObject { ["tokenFile"] = file }, null);
        Assert.Equal(robot, await WhoAsync(byFile));

        string plugin = Path.Combine(folder.FullName, "plugin");
        await File.WriteAllTextAsync(plugin, $$"""
            #!/bin/sh
            echo "$KUBERNETES_EXEC_INFO" > {{plugin}}.asked
            cat {{plugin}}.answer
            """, Token);
        await File.WriteAllTextAsync(plugin + ".answer", new JsonObject
        {
            ["apiVersion"] = "client.authentication.k8s.io/v1", ["kind"] = "ExecCredential",
            ["status"] = new JsonObject { ["token"] = token },
        }.ToJsonString(), Token);
        File.SetUnixFileMode(plugin, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        string byPlugin = Write("by-plugin", cluster, new JsonObject
        {
            ["exec"] = new JsonObject
            {
                ["apiVersion"] = "client.authentication.k8s.io/v1", ["command"] = plugin,
                ["interactiveMode"] = "Never", ["provideClusterInfo"] = true,
            },
        }, null);
        Assert.Equal(robot, await WhoAsync(byPlugin));
        Assert.Contains("\"server\":\"https://", await File.ReadAllTextAsync(plugin + ".asked", Token));
    }

    // E112
    [Fact]
    public async Task ByAnotherNameAndThroughAProxy()
    {
        JsonNode admin = await AdminAsync();
        JsonNode user = admin["users"]![0]!["user"]!;
        foreach (string name in (string[])
            ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"])
        {
            JsonNode named = admin["clusters"]![0]!["cluster"]!.DeepClone();
            named["tls-server-name"] = name;
            Assert.Equal("ok", await RunAsync(Write("named", named, user, null), "get", "--raw", "/readyz"));
        }
        JsonNode misnamed = admin["clusters"]![0]!["cluster"]!.DeepClone();
        misnamed["tls-server-name"] = "elsewhere.example";
        CommandResult refused = await TryAsync(Write("misnamed", misnamed, user, null), "get", "--raw", "/readyz");
        Assert.Contains("certificate is valid for", refused.Failed(), StringComparison.Ordinal);

        using TcpListener proxy = new(IPAddress.Loopback, 0);
        proxy.Start();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ConcurrentQueue<string> asked = new();
        Task serving = ServeAsync(proxy, asked, stop.Token);
        JsonNode through = admin["clusters"]![0]!["cluster"]!.DeepClone();
        through["proxy-url"] = $"http://{proxy.LocalEndpoint}";
        Assert.Equal("ok", await RunAsync(Write("through", through, user, null), "get", "--raw", "/readyz"));
        await stop.CancelAsync();
        await serving;
        Assert.NotEmpty(asked);
        Assert.All(asked, static line => Assert.StartsWith("CONNECT 127.0.0.1:", line, StringComparison.Ordinal));
    }

    // E118
    [Fact]
    public async Task NothingIsThrottledForWantOfAggregatedDiscovery()
    {
        server.Require("kubectl");
        CommandResult cold = await TryAsync(
            server.Kubeconfig, "get", "all", "-A", "-v=6", $"--cache-dir={Path.Combine(folder.FullName, "cache")}");
        cold.Succeeded();
        Assert.DoesNotContain("throttling", cold.Error, StringComparison.OrdinalIgnoreCase);
        string[] asked = [.. cold.Error.Split('\n').Where(static line => line.Contains("https://"))];
        // One document for the core group, one for all others, then one list for each kind of the category.
        Assert.Equal(2, asked.Count(static line => Asks(line, "/api?") || Asks(line, "/apis?")));
        Assert.DoesNotContain(asked, static line => Asks(line, "/apis/apps/v1?"));
    }

    // E117
    [Fact]
    public async Task MetricsHaveTheNamesThatDashboardsAskFor()
    {
        server.Require("kubectl");
        await server.Kubectl.RunAsync("create", "deployment", "measured", "--image=x");
        string metrics = await server.Kubectl.UntilAsync(
            static text => text.Contains("scheduler_schedule_attempts_total{", StringComparison.Ordinal),
            "get", "--raw", "/metrics");
        foreach (string family in (string[])
            [
                "apiserver_request_total counter", "apiserver_request_duration_seconds histogram",
                "apiserver_current_inflight_requests gauge", "apiserver_longrunning_requests gauge",
                "workqueue_depth gauge", "workqueue_adds_total counter", "workqueue_retries_total counter",
                "workqueue_queue_duration_seconds histogram", "workqueue_work_duration_seconds histogram",
                "scheduler_pending_pods gauge", "scheduler_schedule_attempts_total counter",
                "scheduler_scheduling_attempt_duration_seconds histogram",
            ])
        {
            Assert.Contains($"# TYPE {family}\n", metrics, StringComparison.Ordinal);
        }
        Assert.Matches(
            "apiserver_request_total\\{.*code=\"201\".*resource=\"deployments\".*verb=\"(POST|CREATE)\"", metrics);
        Assert.Contains("workqueue_adds_total{name=\"deployment\"}", metrics, StringComparison.Ordinal);
        await server.Kubectl.RunAsync("delete", "deployment", "measured");
    }

    private static bool Asks(string line, string path) => Regex.IsMatch(line, @":\d+" + Regex.Escape(path));

    private async Task<JsonNode> AdminAsync()
    {
        server.Require("kubectl");
        return JsonNode.Parse(await server.Kubectl.RunAsync("config", "view", "--raw", "-o", "json"))!;
    }

    // A file with a cluster "here", a user "me", and, where there is a user, a context "c" of both.
    private string Write(string name, JsonNode? cluster, JsonNode? user, string? contextNamespace)
    {
        JsonObject file = new() { ["apiVersion"] = "v1", ["kind"] = "Config", ["preferences"] = new JsonObject() };
        if (cluster is not null)
            file["clusters"] = new JsonArray(new JsonObject { ["name"] = "here", ["cluster"] = cluster.DeepClone() });
        if (user is not null)
        {
            file["users"] = new JsonArray(new JsonObject { ["name"] = "me", ["user"] = user.DeepClone() });
            file["contexts"] = new JsonArray(new JsonObject
            {
                ["name"] = "c",
                ["context"] = new JsonObject
                {
                    ["cluster"] = "here", ["user"] = "me", ["namespace"] = contextNamespace ?? "default",
                },
            });
            file["current-context"] = "c";
        }
        string path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, file.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return path;
    }

    private static Task<CommandResult> TryAsync(string kubeconfig, params string[] words) => Commands.RunAsync(
        "kubectl", words, environment: new Dictionary<string, string> { ["KUBECONFIG"] = kubeconfig });

    private static async Task<string> RunAsync(string kubeconfig, params string[] words) =>
        (await TryAsync(kubeconfig, words)).Succeeded();

    private static Task<string> WhoAsync(string kubeconfig) =>
        RunAsync(kubeconfig, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username}");

    // A proxy that notes what it is asked for, until it is told to stop.
    private static async Task ServeAsync(
        TcpListener listener, ConcurrentQueue<string> asked, CancellationToken cancellationToken)
    {
        List<Task> all = [];
        try
        {
            while (true)
                all.Add(ServeAsync(await listener.AcceptTcpClientAsync(cancellationToken), asked, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(all);
        }
    }

    private static async Task ServeAsync(
        TcpClient client, ConcurrentQueue<string> asked, CancellationToken cancellationToken)
    {
        using TcpClient disposed = client;
        using TcpClient upstream = new();
        try
        {
            NetworkStream stream = client.GetStream();
            StringBuilder head = new();
            byte[] one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
                && await stream.ReadAsync(one, cancellationToken) > 0)
                head.Append((char)one[0]);
            string request = head.ToString().Split("\r\n")[0];
            asked.Enqueue(request);
            string[] target = request.Split(' ')[1].Split(':');
            await upstream.ConnectAsync(
                target[0], int.Parse(target[1], System.Globalization.CultureInfo.InvariantCulture), cancellationToken);
            await stream.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), cancellationToken);
            Task up = stream.CopyToAsync(upstream.GetStream(), cancellationToken);
            Task down = upstream.GetStream().CopyToAsync(stream, cancellationToken);
            await await Task.WhenAny(up, down);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // One side is gone.
        }
    }
}
