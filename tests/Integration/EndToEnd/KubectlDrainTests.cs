using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>`kubectl drain`, `cordon` and `uncordon` with the stock kubectl, against budgets.</summary>
public sealed class KubectlDrainTests
{
    private const string Web = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 4
          selector: {matchLabels: {app: web}}
          template:
            metadata:
              labels: {app: web}
              annotations: {simulation.kubesharp.io/ready-after: 1s}
            spec:
              containers: [{name: main, image: "web:1"}]
        ---
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web}
        spec:
          minAvailable: 3
          selector: {matchLabels: {app: web}}
        """;

    [Fact] // E084
    public Task A_drain_waits_for_the_budget_and_leaves_an_empty_node() =>
        SimulatedCluster.RunAsync(static async kubectl =>
        {
            (await kubectl.TryWithInputAsync(Web, "apply", "-f", "-")).Succeeded();
            await kubectl.RunAsync("rollout", "status", "deployment/web", "--timeout=60s");
            await kubectl.UntilAsync(static output => output == "1", "get", "pdb", "web", "-o",
                "jsonpath={.status.disruptionsAllowed}");

            string drained = await kubectl.RunAsync("drain", "node-0", "--ignore-daemonsets", "--timeout=120s");

            Assert.Contains("node/node-0 drained", drained, StringComparison.Ordinal);
            string nodes = await kubectl.RunAsync("get", "pods", "-l", "app=web", "-o",
                "jsonpath={.items[*].spec.nodeName}");
            Assert.DoesNotContain("node-0", nodes, StringComparison.Ordinal);
            Assert.Equal("true", await kubectl.RunAsync(
                "get", "node", "node-0", "-o", "jsonpath={.spec.unschedulable}"));
            await kubectl.RunAsync("uncordon", "node-0");
            Assert.Equal("", await kubectl.RunAsync("get", "node", "node-0", "-o", "jsonpath={.spec.taints}"));
        });

    [Fact] // E084
    public Task A_budget_that_allows_nothing_holds_the_drain_up() =>
        SimulatedCluster.RunAsync(static async kubectl =>
        {
            (await kubectl.TryWithInputAsync(
                Web.Replace("minAvailable: 3", "minAvailable: 4", StringComparison.Ordinal), "apply", "-f", "-"))
                .Succeeded();
            await kubectl.RunAsync("rollout", "status", "deployment/web", "--timeout=60s");
            await kubectl.UntilAsync(static output => output == "InsufficientPods", "get", "pdb", "web", "-o",
                "jsonpath={.status.conditions[?(@.type==\"DisruptionAllowed\")].reason}");

            CommandResult drain = await kubectl.TryAsync("drain", "node-0", "--ignore-daemonsets", "--timeout=8s");

            Assert.NotEqual(0, drain.ExitCode);
            Assert.Contains("Cannot evict pod as it would violate the pod's disruption budget.",
                drain.Output + drain.Error, StringComparison.Ordinal);
            Assert.Equal("4", await kubectl.RunAsync(
                "get", "deployment", "web", "-o", "jsonpath={.status.readyReplicas}"));
        });
}
