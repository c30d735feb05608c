using System.Diagnostics;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>Every line of "what a user does", with a stock kubectl against real containers.</summary>
[Collection(EndToEndCollection.Name)]
public sealed class HelloTests(NodeCluster cluster)
{
    private const string Client = "busybox:1.36";

    [Fact]
    public async Task NodesAreReady()
    {
        string nodes = await cluster.Kubectl.RunAsync("get", "nodes");
        Assert.Matches(@"NAME\s+STATUS\s+ROLES\s+AGE\s+VERSION\n\S+\s+Ready\s+\S+\s+\S+\s+v1\.36\.", nodes);
    }

    [Fact]
    public async Task ApplyingTheSameAgainChangesNothing()
    {
        string said = await cluster.Kubectl.RunAsync("apply", "-f", NodeCluster.Example("hello"));
        Assert.DoesNotContain("configured", said, StringComparison.Ordinal);
        Assert.Contains("deployment.apps/hello unchanged", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AClientReachesTheServiceByItsName()
    {
        // A command that ends at once can end before kubectl has attached; kubectl then shows the log, or, when the end
        // falls between the two, nothing: on every Kubernetes. So a user who saw nothing tries again, and so do we.
        string seen = "";
        for (int attempt = 0; attempt < 5 && !seen.Contains("Hello", StringComparison.Ordinal); attempt++)
        {
            CommandResult result = await cluster.Kubectl.TryInTerminalAsync("",
                $"run -it --rm client --image={Client} --restart=Never -- wget -qO- http://hello.hello");
            seen = result.Succeeded();
            await cluster.Kubectl.UntilAsync(
                text => text.Length == 0, "get", "pod", "client", "--ignore-not-found");
        }
        Assert.Contains("Hello from a Deployment", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesResolveInEveryForm()
    {
        Kubectl kubectl = cluster.Kubectl;
        string pod = await FirstPodAsync();
        foreach (string name in (string[])["hello", "hello.hello.svc", "hello.hello.svc.cluster.local"])
        {
            string page = await kubectl.RunAsync("exec", "-n", "hello", pod, "--", "wget", "-qO-", $"http://{name}");
            Assert.Contains("Hello from a Deployment", page, StringComparison.Ordinal);
        }
        CommandResult unknown = await kubectl.TryAsync("exec", "-n", "hello", pod, "--",
            "timeout", "10", "wget", "-qO-", "http://nobody.hello");
        Assert.Contains("bad address", unknown.Failed(), StringComparison.Ordinal);
    }

    // E078
    [Fact]
    public async Task LogsCanBeReadFollowedAndCut()
    {
        Kubectl kubectl = cluster.Kubectl;
        await kubectl.RunAsync("run", "talker", "--image", Client, "--restart=Never", "--",
            "sh", "-c", "for i in 1 2 3 4 5; do echo line $i; sleep 0.3; done");
        await kubectl.RunAsync("wait", "--for=jsonpath={.status.phase}=Running", "pod/talker", "--timeout=30s");
        Assert.EndsWith("line 5\n", await kubectl.RunAsync("logs", "-f", "talker"), StringComparison.Ordinal);
        await kubectl.UntilAsync(text => text == "Succeeded", "get", "pod", "talker", "-o", "jsonpath={.status.phase}");
        Assert.Equal("line 4\nline 5\n", await kubectl.RunAsync("logs", "talker", "--tail=2"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\S+ line 5\n$",
            await kubectl.RunAsync("logs", "talker", "--tail=1", "--timestamps"));
        Assert.Contains("previous terminated container", (await kubectl.TryAsync("logs", "talker", "-p")).Failed(),
            StringComparison.Ordinal);
        await kubectl.RunAsync("delete", "pod", "talker", "--wait=false");
    }

    // E079, E083
    [Fact]
    public async Task ExecCarriesInputOutputAndExitCode()
    {
        Kubectl kubectl = cluster.Kubectl;
        string pod = await FirstPodAsync();
        Assert.Equal("not-really-secret",
            await kubectl.RunAsync("exec", "-n", "hello", pod, "--", "cat", "/etc/hello/password"));
        Assert.Equal($"Hello from a ConfigMap {pod}\n", await kubectl.RunAsync(
            "exec", "-n", "hello", pod, "--", "sh", "-c", "echo $GREETING $POD_NAME"));

        string input = string.Concat(Enumerable.Range(0, 20_000).Select(number => $"{number}\n"));
        CommandResult echo = await kubectl.TryWithInputAsync(
            input, "exec", "-i", "-n", "hello", pod, "--", "cat");
        Assert.Equal(input, echo.Succeeded());

        CommandResult failed = await kubectl.TryAsync(
            "exec", "-n", "hello", pod, "--", "sh", "-c", "echo oops >&2; exit 7");
        Assert.Equal(7, failed.ExitCode);
        Assert.Contains("oops", failed.Error, StringComparison.Ordinal);

        CommandResult terminal = await kubectl.TryInTerminalAsync("", $"exec -it -n hello {pod} -- tty");
        Assert.Contains("/dev/pts/", terminal.Succeeded(), StringComparison.Ordinal);
    }

    // E082
    [Fact]
    public async Task PortsCanBeForwarded()
    {
        using Process forward = cluster.Kubectl.Start("port-forward", "-n", "hello", "service/hello", ":80");
        try
        {
            string? line = await forward.StandardOutput.ReadLineAsync();
            Assert.Matches(@"^Forwarding from 127\.0\.0\.1:\d+ -> 80$", line);
            string port = line!.Split(' ')[2].Split(':')[1];
            using HttpClient http = new();
            for (int request = 0; request < 3; request++)
            {
                Assert.Contains("Hello from a Deployment", await http.GetStringAsync($"http://127.0.0.1:{port}/"),
                    StringComparison.Ordinal);
            }
        }
        finally
        {
            forward.Kill();
        }
    }

    [Fact]
    public async Task ADeploymentScalesUpAndDown()
    {
        Kubectl kubectl = cluster.Kubectl;
        await kubectl.RunAsync("scale", "-n", "hello", "deployment/hello", "--replicas=5");
        await kubectl.RunAsync("rollout", "status", "-n", "hello", "deployment/hello", "--timeout=60s");
        Assert.Equal("5", await kubectl.RunAsync("get", "deployment", "hello", "-n", "hello", "-o",
            "jsonpath={.status.availableReplicas}"));
        await kubectl.RunAsync("scale", "-n", "hello", "deployment/hello", "--replicas=3");
        await kubectl.UntilAsync(text => text.Split(' ').Length == 3,
            "get", "pods", "-n", "hello", "-l", "app=hello", "-o", "jsonpath={.items[*].metadata.name}");
    }

    [Fact]
    public async Task ADeletedPodIsReplaced()
    {
        Kubectl kubectl = cluster.Kubectl;
        string pod = await FirstPodAsync();
        await kubectl.RunAsync("delete", "pod", "-n", "hello", pod);
        await kubectl.RunAsync("rollout", "status", "-n", "hello", "deployment/hello", "--timeout=60s");
        string pods = await kubectl.RunAsync("get", "pods", "-n", "hello", "-o", "name");
        Assert.DoesNotContain(pod, pods, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANodePortAnswersOnTheNode()
    {
        Kubectl kubectl = cluster.Kubectl;
        await kubectl.RunAsync("expose", "deployment", "hello", "-n", "hello", "--name=outside", "--type=NodePort",
            "--port=80", "--target-port=80");
        string port = await kubectl.RunAsync("get", "service", "outside", "-n", "hello", "-o",
            "jsonpath={.spec.ports[0].nodePort}");
        string address = await kubectl.RunAsync("get", "nodes", "-o",
            "jsonpath={.items[0].status.addresses[?(@.type=='InternalIP')].address}");
        await kubectl.UntilAsync(text => text.Contains("10.42.", StringComparison.Ordinal),
            "get", "endpointslices", "-n", "hello", "-l", "kubernetes.io/service-name=outside", "-o", "wide");
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        Assert.Contains("Hello from a Deployment", await GetPatientlyAsync(http, $"http://{address}:{port}/"),
            StringComparison.Ordinal);
        await kubectl.RunAsync("delete", "service", "outside", "-n", "hello");
    }

    [Fact]
    public async Task ADeletedNamespaceTakesEverythingWithIt()
    {
        Kubectl kubectl = cluster.Kubectl;
        await kubectl.RunAsync("create", "namespace", "gone");
        foreach (string file in (string[])["configmap.yaml", "secret.yaml", "deployment.yaml", "service.yaml"])
        {
            string text = await File.ReadAllTextAsync(
                Path.Combine(NodeCluster.Example("hello"), file), TestContext.Current.CancellationToken);
            (await kubectl.TryWithInputAsync(text.Replace("namespace: hello", "namespace: gone",
                StringComparison.Ordinal), "apply", "-f", "-")).Succeeded();
        }
        await kubectl.RunAsync("rollout", "status", "-n", "gone", "deployment/hello", "--timeout=60s");
        await kubectl.RunAsync("delete", "namespace", "gone", "--timeout=90s");
        string left = await kubectl.RunAsync("get", "all,configmaps,secrets,endpointslices,serviceaccounts", "-A", "-o",
            "jsonpath={.items[?(@.metadata.namespace=='gone')].metadata.name}");
        Assert.Equal("", left);
    }

    private async Task<string> FirstPodAsync() => await cluster.Kubectl.UntilAsync(text => text.Length > 0,
        "get", "pods", "-n", "hello", "-l", "app=hello", "--field-selector=status.phase=Running", "-o",
        "jsonpath={.items[0].metadata.name}");

    // The proxy follows within moments of the EndpointSlice.
    private static async Task<string> GetPatientlyAsync(HttpClient http, string url)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return await http.GetStringAsync(url);
            }
            catch (HttpRequestException) when (attempt < 20)
            {
                await Task.Delay(250);
            }
        }
    }
}
