using System.Globalization;

namespace Kubesharp.Bench.Scheduler;

/// <summary>
/// The workloads of upstream's scheduler_perf: in process, and with the API server in a process of its own over HTTPS.
/// KUBESHARP_BENCH_WORKLOADS and KUBESHARP_BENCH_NODES (comma-separated) and KUBESHARP_BENCH_WAYS
/// (decisions, inprocess, https) narrow a run.
/// </summary>
internal static class SchedulerBench
{
    private const int Urgent = 100_000;
    private const int WarmUpNodes = 500;
    // As many as a method is called before it is compiled for good, and the time that this takes.
    private const int WarmUpPods = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    // Over HTTPS every workload pays the same for the way there: these show it.
    private static readonly string[] OverHttps =
        ["basic", "pod_affinity", "pod_anti_affinity", "topology_spreading", "preemption"];

    public static async Task<Figures> RunAsync()
    {
        string[] names = Listed("KUBESHARP_BENCH_WORKLOADS");
        string[] counts = Listed("KUBESHARP_BENCH_NODES");
        string[] ways = Listed("KUBESHARP_BENCH_WAYS");
        List<Figure> figures = [];
        foreach (string way in (string[])["decisions", "inprocess", "https"])
        {
            if (ways.Length > 0 && !ways.Contains(way))
                continue;
            foreach (SchedulerWorkload workload in SchedulerWorkloads.All)
            {
                if (names.Length > 0 ? !names.Contains(workload.Name)
                    : way == "https" && !OverHttps.Contains(workload.Name))
                    continue;
                foreach (int nodes in workload.Nodes)
                {
                    string count = nodes.ToString(CultureInfo.InvariantCulture);
                    if (counts.Length > 0 ? !counts.Contains(count) : way == "https" && nodes != 5000)
                        continue;
                    await MeasureAsync(figures, workload, nodes, way);
                }
            }
            if (names.Length == 0 && way == "inprocess")
                figures.Add(new Figure($"urgent_{Urgent}_waiting_{way}_ms", await UrgentAsync()));
        }
        return new Figures([.. figures]);
    }

    private static async Task MeasureAsync(List<Figure> figures, SchedulerWorkload workload, int nodes, string way)
    {
        string name = $"{workload.Name}_{nodes}_{way}";
        // A scheduler that has run for a while is what is measured, not its compiler.
        int warmedUp = way == "decisions" || nodes <= WarmUpNodes ? WarmUpPods : 0;
        for (; warmedUp < WarmUpPods; warmedUp += Math.Max(1, workload.Measured(WarmUpNodes).Count()))
            await MeasureAsync(workload, WarmUpNodes, way);
        SchedulerResult result = way == "decisions"
            ? new SchedulerDecisions().Measure(workload, nodes)
            : await MeasureAsync(workload, nodes, way);
        int aim = (nodes, way) switch
        {
            (5000, "inprocess") => workload.Aim.InProcess,
            (5000, "https") => workload.Aim.Https,
            _ => 0,
        };
        figures.Add(new Figure($"{name}_pods_per_s", result.PodsPerSecond, aim > 0 ? $"over {aim}" : ""));
        figures.Add(new Figure($"{name}_p50_ms", result.P50Milliseconds));
        figures.Add(new Figure($"{name}_p99_ms", result.P99Milliseconds));
        figures.Add(new Figure($"{name}_bytes_per_pod", result.BytesPerPod));
        figures.Add(new Figure($"{name}_cpu_us_per_pod", result.CpuMicroseconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-44} {result.PodsPerSecond,8:0} pods/s  p50 {result.P50Milliseconds,8:0.00} ms  p99 "
            + $"{result.P99Milliseconds,8:0.00} ms {result.BytesPerPod / 1024,7:0.0} KiB "
            + $"{result.CpuMicroseconds,7:0} us of processor a Pod"));
    }

    private static async Task<SchedulerResult> MeasureAsync(SchedulerWorkload workload, int nodes, string way)
    {
        using CancellationTokenSource patience = new(Patience);
        await using SchedulerCluster cluster = way == "https"
            ? await SchedulerCluster.HttpsAsync(patience.Token)
            : await SchedulerCluster.InProcessAsync(patience.Token);
        await using SchedulerRun run = new(cluster);
        return await run.MeasureAsync(workload, nodes, patience.Token);
    }

    private static async Task<double> UrgentAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        await using SchedulerCluster cluster = await SchedulerCluster.InProcessAsync(patience.Token);
        await using SchedulerRun run = new(cluster);
        return await run.UrgentAsync(Urgent, patience.Token);
    }

    private static string[] Listed(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
}
