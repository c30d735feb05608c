using System.Collections.Concurrent;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Configuration;

namespace Kubesharp.Bench.Scheduler;

/// <summary>What one workload on one cluster came to.</summary>
internal sealed record SchedulerResult(
    double PodsPerSecond, double P50Milliseconds, double P99Milliseconds, double BytesPerPod, double CpuMicroseconds);

/// <summary>Nodes, what is there before, and then the clock: creates Pods and waits until the last is bound.</summary>
internal sealed class SchedulerRun : IAsyncDisposable
{
    private const string Name = "bench-scheduler";
    // Created but not bound: enough to keep the scheduler busy, few enough for the latency to mean something.
    private const int OutstandingMax = 512;
    private const int Creators = 32;

    private readonly SchedulerCluster cluster;
    private readonly PodScheduler scheduler;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;
    private readonly SemaphoreSlim room = new(OutstandingMax);
    private readonly ConcurrentBag<double> latencies = [];
    private TaskCompletionSource done = Loop.NewSignal();
    private long awaited;
    private long bound;

    public SchedulerRun(SchedulerCluster cluster)
    {
        this.cluster = cluster;
        scheduler = new PodScheduler(
            cluster.Transport, TimeProvider.System, Entropy.System,
            new SchedulerOptions { Profiles = [new ProfileOptions { SchedulerName = Name }] });
        scheduler.OnBound = (_, took) => OnBound(took);
        running = Loop.Run("bench/scheduler", TimeProvider.System, scheduler.RunAsync, stop.Token);
    }

    private void OnBound(TimeSpan took)
    {
        latencies.Add(took.TotalMilliseconds);
        room.Release();
        if (Interlocked.Increment(ref bound) == Interlocked.Read(ref awaited))
            done.TrySetResult();
    }

    public async Task<SchedulerResult> MeasureAsync(
        SchedulerWorkload workload, int nodes, CancellationToken cancellationToken)
    {
        await cluster.CreateNodesAsync(
            Enumerable.Range(0, nodes).Select(i => workload.Node(SchedulerWorkloads.NodeOf(i), i)), cancellationToken);
        await cluster.CreateAsync(workload.Objects(nodes), cancellationToken);
        List<Pod> pending = [], placed = [];
        foreach (Pod pod in workload.Before(nodes))
            (workload.StaysPending(pod) ? pending : placed).Add(pod);
        await cluster.CreateAsync(pending.Select(Ours), cancellationToken);
        await PlaceAsync(placed, cancellationToken);

        List<Pod> measured = [.. workload.Measured(nodes)];
        latencies.Clear();
        GC.Collect();
        using CancellationTokenSource churning = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task churn = workload.Churns ? ChurnAsync(churning.Token) : Task.CompletedTask;
        long allocated = GC.GetTotalAllocatedBytes();
        TimeSpan used = Environment.CpuUsage.TotalTime;
        long start = TimeProvider.System.GetTimestamp();
        await PlaceAsync(measured, cancellationToken);
        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        used = Environment.CpuUsage.TotalTime - used;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        await churning.CancelAsync();
        await churn;
        List<double> sorted = [.. latencies.Order()];
        return new(
            measured.Count / seconds, sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)],
            allocated / (double)measured.Count, used.TotalMicroseconds / measured.Count);
    }

    /// <summary>How long one Pod of high priority takes while many others wait, in milliseconds.</summary>
    public async Task<double> UrgentAsync(int waiting, CancellationToken cancellationToken)
    {
        await cluster.CreateNodesAsync(
            Enumerable.Range(0, 100).Select(static i => SchedulerWorkloads.NodeOf(i)), cancellationToken);
        await cluster.CreateAsync(
            Enumerable.Range(0, waiting).Select(static i =>
                Ours(SchedulerWorkloads.Sized(SchedulerWorkloads.PodOf($"waiting-{i}"), "9", 0))), cancellationToken);
        latencies.Clear();
        await PlaceAsync(
            [SchedulerWorkloads.Sized(SchedulerWorkloads.PodOf("urgent"), "1", 10)], cancellationToken);
        return latencies.Max();
    }

    private static Pod Ours(Pod pod) => pod with { Spec = pod.Spec with { SchedulerName = Name } };

    private async Task PlaceAsync(List<Pod> pods, CancellationToken cancellationToken)
    {
        if (pods.Count == 0)
            return;
        done = Loop.NewSignal();
        Interlocked.Add(ref awaited, pods.Count);
        await Parallel.ForEachAsync(
            pods, new ParallelOptions { MaxDegreeOfParallelism = Creators, CancellationToken = cancellationToken },
            async (pod, token) =>
            {
                await room.WaitAsync(token);
                if (await cluster.CreateAsync(Ours(pod), token) is { } error)
                    throw new InvalidOperationException($"Pod {pod.Metadata.Name}: {error.Message}");
            });
        await done.Task.WaitAsync(cancellationToken);
    }

    // A node, a Pod and a Service come and go ten times a second.
    private async Task ChurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                Node node = SchedulerWorkloads.NodeOf(1_000_000 + i % 10);
                Pod pod = Ours(SchedulerWorkloads.Sized(SchedulerWorkloads.PodOf($"churn-{i % 10}"), "9", 0));
                Service service = new()
                {
                    Metadata = ObjectMeta.Empty with { Name = $"churn-{i % 10}", Namespace = "default" },
                    Spec = ServiceSpec.Empty with
                    {
                        Selector = new Dictionary<string, string> { ["app"] = "churn" },
                        Ports = [new ServicePort { Port = 80 }],
                    },
                };
                await cluster.CreateAsync([node, pod, service], cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
                if (i < 5)
                    continue;
                int old = (i - 5) % 10;
                await cluster.Client.DeleteAsync<Node>(new("", $"node-{1_000_000 + old}"), null, cancellationToken);
                await cluster.Client.DeleteAsync<Pod>(new("default", $"churn-{old}"), null, cancellationToken);
                await cluster.Client.DeleteAsync<Service>(new("default", $"churn-{old}"), null, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The measured Pods are placed.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Loop.CancelAsync(stop);
        await running;
        stop.Dispose();
    }
}
