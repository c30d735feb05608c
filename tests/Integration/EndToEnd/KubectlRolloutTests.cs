using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// `kubectl rollout` with the stock kubectl, on a cluster in this process whose nodes are simulated: no container, no
/// root.
/// </summary>
public sealed class KubectlRolloutTests
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["deployment"] = "Deployment", ["statefulset"] = "StatefulSet", ["daemonset"] = "DaemonSet",
    };

    [Theory] // E100, E101
    [InlineData("deployment")]
    [InlineData("statefulset")]
    [InlineData("daemonset")]
    public async Task Status_history_and_undo(string kind)
    {
        await SimulatedCluster.RunAsync(async kubectl =>
        {
            await ApplyAsync(kubectl, kind);
            string status = await kubectl.RunAsync("rollout", "status", $"{kind}/web", "--timeout=60s");
            Assert.Contains(kind switch
            {
                "deployment" => "deployment \"web\" successfully rolled out",
                "statefulset" => "partitioned roll out complete: 2 new pods have been updated",
                _ => "daemon set \"web\" successfully rolled out",
            }, status, StringComparison.Ordinal);

            await kubectl.RunAsync("set", "image", $"{kind}/web", "main=web:2");
            await kubectl.RunAsync("rollout", "status", $"{kind}/web", "--timeout=60s");
            string history = await kubectl.RunAsync("rollout", "history", $"{kind}/web");
            Assert.Equal(["1", "2"], Revisions(history));
            Assert.Contains("web:2",
                await kubectl.RunAsync("rollout", "history", $"{kind}/web", "--revision=2"), StringComparison.Ordinal);

            Assert.Contains("rolled back",
                await kubectl.RunAsync("rollout", "undo", $"{kind}/web"), StringComparison.Ordinal);
            await kubectl.RunAsync("rollout", "status", $"{kind}/web", "--timeout=60s");
            Assert.Equal("web:1", await kubectl.RunAsync(
                "get", kind, "web", "-o", "jsonpath={.spec.template.spec.containers[0].image}"));
            Assert.Equal(["2", "3"], Revisions(await kubectl.RunAsync("rollout", "history", $"{kind}/web")));
            string images = await kubectl.UntilAsync(
                static output => output.Split(' ').Distinct().Count() == 1, "get", "pods", "-o",
                "jsonpath={.items[*].spec.containers[0].image}");
            Assert.Equal("web:1", images.Split(' ')[0]);

            await kubectl.RunAsync("rollout", "restart", $"{kind}/web");
            await kubectl.RunAsync("rollout", "status", $"{kind}/web", "--timeout=60s");
            Assert.NotEmpty(await kubectl.RunAsync("get", kind, "web", "-o",
                "jsonpath={.spec.template.metadata.annotations.kubectl\\.kubernetes\\.io/restartedAt}"));
        });
    }

    [Fact] // E100
    public async Task Pause_and_resume()
    {
        await SimulatedCluster.RunAsync(async kubectl =>
        {
            await ApplyAsync(kubectl, "deployment");
            await kubectl.RunAsync("rollout", "status", "deployment/web", "--timeout=60s");
            await kubectl.RunAsync("rollout", "pause", "deployment/web");
            await kubectl.RunAsync("set", "image", "deployment/web", "main=web:2");
            await kubectl.UntilAsync(static output => output == "DeploymentPaused", "get", "deployment", "web", "-o",
                "jsonpath={.status.conditions[?(@.type==\"Progressing\")].reason}");
            Assert.Equal("web:1 web:1", await kubectl.RunAsync(
                "get", "pods", "-o", "jsonpath={.items[*].spec.containers[0].image}"));

            await kubectl.RunAsync("rollout", "resume", "deployment/web");
            await kubectl.RunAsync("rollout", "status", "deployment/web", "--timeout=60s");
            await kubectl.UntilAsync(static output => output == "web:2 web:2", "get", "pods", "-o",
                "jsonpath={.items[*].spec.containers[0].image}");
        });
    }

    [Fact] // E085, E100
    public async Task Wait_for_a_Job()
    {
        await SimulatedCluster.RunAsync(async kubectl =>
        {
            (await kubectl.TryWithInputAsync("""
                apiVersion: batch/v1
                kind: Job
                metadata: {name: work}
                spec:
                  completions: 3
                  parallelism: 3
                  template:
                    metadata: {annotations: {simulation.kubesharp.io/runs-for: 1s}}
                    spec:
                      restartPolicy: Never
                      containers: [{name: main, image: work:1}]
                """, "apply", "-f", "-")).Succeeded();
            await kubectl.RunAsync("wait", "--for=condition=complete", "job/work", "--timeout=60s");
            Assert.Contains("3/3", await kubectl.RunAsync("get", "job", "work"), StringComparison.Ordinal);
        });
    }

    private static string[] Revisions(string history) =>
    [
        .. history.Split('\n').Select(static line => line.Split(' ', '\t')[0])
            .Where(static word => int.TryParse(word, out _)),
    ];

    private static async Task ApplyAsync(Kubectl kubectl, string kind)
    {
        string size = kind == "daemonset" ? "" : "replicas: 2";
        string service = kind == "statefulset" ? "serviceName: web" : "";
        (await kubectl.TryWithInputAsync($$"""
            apiVersion: apps/v1
            kind: {{Kinds[kind]}}
            metadata: {name: web}
            spec:
              {{size}}
              {{service}}
              selector: {matchLabels: {app: web} }
              template:
                metadata: {labels: {app: web} }
                spec:
                  containers: [{name: main, image: "web:1" } ]
            """, "apply", "-f", "-")).Succeeded();
    }
}
