using System.Diagnostics;
using System.Text.Json.Nodes;
using Kubesharp.Tests.Integration.EndToEnd;
using Xunit;

namespace Kubesharp.Tests.Integration.SeveralNodes;

/// <summary>
/// Sixty Pods on each of three nodes, all replaced by a rolling update in the middle of which a node is lost. Takes
/// minutes, so it runs only when asked for: <c>-explicit only -class "*.ManyPodsTests"</c>.
/// </summary>
[Collection(SeveralNodesCollection.Name)]
public sealed class ManyPodsTests(SharedLinkCluster cluster) : IClassFixture<SharedLinkCluster>
{
    private const int Count = 180;

    [Fact(Explicit = true)]
    public async Task A_rolling_update_of_all_converges_although_a_node_is_lost_in_its_middle()
    {
        TestMachine lost = cluster.Machines[2];
        Kubectl kubectl = cluster.Kubectl;
        await cluster.ApplyAsync("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: many}
            spec:
              replicas: 180
              selector: {matchLabels: {app: many}}
              template:
                metadata: {labels: {app: many, version: a}}
                spec:
                  terminationGracePeriodSeconds: 1
                  tolerations:
                  - {key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 2}
                  topologySpreadConstraints:
                  - maxSkew: 1
                    topologyKey: kubernetes.io/hostname
                    whenUnsatisfiable: ScheduleAnyway
                    labelSelector: {matchLabels: {app: many}}
                  containers: [{name: main, image: "registry.k8s.io/pause:3.10"}]
            """);
        TimeSpan filled = await UntilAsync("app=many", Count);

        await kubectl.RunAsync("patch", "deployment", "many", "-p",
            """{"spec":{"template":{"metadata":{"labels":{"version":"b"}}}}}""");
        TimeSpan half = await UntilAsync("version=b", Count / 2);
        await lost.KillAsync();
        cluster.SetLink(lost, up: false);
        TimeSpan rest = await UntilAsync("version=b", Count);
        Assert.DoesNotContain("n3", await ReadyOnAsync("version=b"), StringComparison.Ordinal);

        Console.WriteLine(new JsonObject
        {
            ["pods"] = Count,
            ["fillSeconds"] = Math.Round(filled.TotalSeconds, 1),
            ["halfUpdatedSeconds"] = Math.Round(half.TotalSeconds, 1),
            ["convergedAfterLossSeconds"] = Math.Round(rest.TotalSeconds, 1),
        }.ToJsonString());
        cluster.SetLink(lost, up: true);
        cluster.Join(lost);
        await cluster.ReadyAsync(3);
    }

    // Pods whose node is lost are not Ready any more by then.
    private async Task<TimeSpan> UntilAsync(string selector, int wanted)
    {
        long start = Stopwatch.GetTimestamp();
        while ((await ReadyOnAsync(selector)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length < wanted)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(10), $"{selector}: not {wanted} Pods");
            await Task.Delay(1000, TestContext.Current.CancellationToken);
        }
        return Stopwatch.GetElapsedTime(start);
    }

    // The nodes of the Pods that are ready and stay.
    private async Task<string> ReadyOnAsync(string selector)
    {
        string list = await cluster.Kubectl.RunAsync("get", "pods", "-l", selector, "-o",
            "jsonpath={range .items[*]}{.spec.nodeName}|{.status.conditions[?(@.type=='Ready')].status}|"
            + "{.metadata.deletionTimestamp}{' '}{end}");
        return string.Join(' ', list.Split(' ').Where(static one => one.EndsWith("|True|", StringComparison.Ordinal))
            .Select(static one => one.Split('|')[0]));
    }
}
