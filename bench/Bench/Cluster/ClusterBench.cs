using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Simulation.Nodes;

namespace Kubesharp.Bench.Cluster;

/// <summary>
/// A whole cluster in this process with simulated nodes: Deployments of 100 Pods, 30 Pods to a node, are created,
/// rolled over and deleted; between, the cluster is left alone. KUBESHARP_BENCH_NODES (comma-separated; 100, 1000, 5000
/// unless told otherwise) narrows a run.
/// </summary>
internal static class ClusterBench
{
    private const int PodsPerNode = 30;
    private const int PodsPerDeployment = 100;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);
    // What is still on its way when the last Pod runs (events, endpoints, leases) is no part of being idle.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public static async Task<Figures> RunAsync()
    {
        string[] asked = (Environment.GetEnvironmentVariable("KUBESHARP_BENCH_NODES") ?? "").Split(
            ',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<int> sizes = asked.Length == 0
            ? [100, 1000, 5000] : asked.Select(static text => int.Parse(text, CultureInfo.InvariantCulture));
        List<Figure> figures = [];
        // What is measured is a program that has run for a while, not its compiler.
        await MeasureAsync(20, idle: TimeSpan.Zero);
        foreach (int nodes in sizes)
            figures.AddRange(await MeasureAsync(nodes, Idle));
        return new Figures([.. figures]);
    }

    private static async Task<List<Figure>> MeasureAsync(int nodes, TimeSpan idle)
    {
        using CancellationTokenSource patience = new(Patience);
        CancellationToken token = patience.Token;
        RequestCount requests = new();
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions
            {
                Nodes = new SimulatedNodesOptions { Count = nodes },
                Network = requests.Around,
            },
            token);
        Informer<Node> registered = new(cluster.Client.Transport, TimeProvider.System, InformerOptions.All);
        DeploymentTally tally = new(cluster.Client.Transport);
        Task watching = Task.WhenAll(
            Loop.Run("bench/nodes", TimeProvider.System, registered.RunAsync, token),
            Loop.Run("bench/deployments", TimeProvider.System, tally.RunAsync, token));
        await WhenAsync(
            () => registered.List().Count(static node => node.Spec.Taints.Count == 0) == nodes, registered, token);

        int deployments = nodes * PodsPerNode / PodsPerDeployment, pods = deployments * PodsPerDeployment;
        GC.Collect();
        long before = requests.Value;
        double created = await TimeAsync(async () =>
        {
            await EachAsync(deployments, i => cluster.Client.CreateAsync(Web(i), token), token);
            await tally.WhenAsync(updated: pods, available: pods, token);
        });
        double perPod = (requests.Value - before) / (double)pods;
        double cpuPercent = 0;
        if (idle > TimeSpan.Zero)
        {
            await Task.Delay(Settling, token);
            TimeSpan used = Environment.CpuUsage.TotalTime;
            await Task.Delay(idle, token);
            cpuPercent = (Environment.CpuUsage.TotalTime - used) / idle * 100;
        }
        double residentMiB = Environment.WorkingSet / 1048576.0;
        double rolled = await TimeAsync(async () =>
        {
            await EachAsync(
                deployments,
                i => cluster.Client.PatchAsync<Deployment>(
                    ObjectKey.Of(Web(i)), PatchType.Strategic, NextImage, token), token);
            await tally.WhenAsync(updated: pods, available: pods, token);
        });
        double deleted = await TimeAsync(async () =>
        {
            await EachAsync(
                deployments,
                async i => new ApiResult<Deployment>(
                    null, await cluster.Client.DeleteAsync<Deployment>(ObjectKey.Of(Web(i)), null, token)),
                token);
            await GoneAsync(cluster.Client, token);
        });
        await patience.CancelAsync();
        await watching;

        string size = nodes.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{nodes,6} nodes {pods,7} Pods: running in {created,6:0.0} s, rolled over in {rolled,6:0.0} s, gone in "
            + $"{deleted,6:0.0} s; {perPod:0.0} requests a Pod; {residentMiB:0} MiB; idle {cpuPercent:0.00} % of a core"));
        return
        [
            new($"running_per_s_{size}", pods / created, nodes == 1000 ? "over 500" : ""),
            new($"rolled_per_s_{size}", pods / rolled), new($"deleted_per_s_{size}", pods / deleted),
            new($"requests_per_pod_{size}", perPod), new($"resident_mib_{size}", residentMiB),
            new($"idle_cpu_percent_{size}", cpuPercent, nodes == 1000 ? "under 2" : ""),
        ];
    }

    private const string NextImage =
        """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"web:2"}]}}}}""";

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private static Task EachAsync(
        int count, Func<int, Task<ApiResult<Deployment>>> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (i, _) =>
            {
                if ((await work(i)).Error is { } error)
                    throw new InvalidOperationException($"Deployment {i}: {error.Message}");
            });

    private static async Task WhenAsync<T>(
        Func<bool> holds, Informer<T> informer, CancellationToken cancellationToken)
        where T : ApiObject
    {
        while (true)
        {
            Task next = informer.NextChange;
            if (holds())
                return;
            await next.WaitAsync(cancellationToken);
        }
    }

    private static async Task GoneAsync(ApiClient client, CancellationToken cancellationToken)
    {
        Informer<Pod> pods = new(client.Transport, TimeProvider.System, InformerOptions.All);
        using CancellationTokenSource until = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task running = Loop.Run("bench/pods", TimeProvider.System, pods.RunAsync, until.Token);
        await pods.Synced.WaitAsync(cancellationToken);
        await WhenAsync(() => pods.Count == 0, pods, cancellationToken);
        await until.CancelAsync();
        await running;
    }

    private static Deployment Web(int number)
    {
        Dictionary<string, string> labels = new() { ["app"] = $"web-{number}" };
        Dictionary<string, Quantity> requests = new()
        {
            ["cpu"] = Quantity.Parse("100m"), ["memory"] = Quantity.Parse("500Mi"),
        };
        Container main = Container.Empty with
        {
            Name = "main", Image = "web:1",
            Resources = ResourceRequirements.Empty with { Requests = requests },
        };
        return new Deployment
        {
            Metadata = ObjectMeta.Empty with { Name = $"web-{number}", Namespace = "default" },
            Spec = DeploymentSpec.Empty with
            {
                Replicas = PodsPerDeployment,
                Selector = LabelSelector.Empty with { MatchLabels = labels },
                Template = PodTemplateSpec.Empty with
                {
                    Metadata = ObjectMeta.Empty with { Labels = labels },
                    Spec = PodSpec.Empty with { Containers = [main] },
                },
            },
        };
    }
}
