using System.Globalization;
using System.Net;
using Kubesharp.Api;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Bench.PodStart;

/// <summary>
/// How long Pods take from their creation to Ready at the API, against the runtime's calls alone on the same machine,
/// in the same run, in turns; and what an agent with sixty idle Pods needs. Needs root, containerd and the images of
/// `make.cs images`.
/// </summary>
internal static class PodStartBench
{
    private const int Singles = 5;
    private const int Row = 20;
    private const int Many = 60;
    private const int Rounds = 3;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    public static async Task<Figures> RunAsync()
    {
        await using NodeProcesses node = await NodeProcesses.StartAsync(StartBench.ProgramPath(), PauseArchive());
        using ServerConnection server = ServerConnection.Open(node.Kubeconfig);
        ClusterPods cluster = new(server.Transport);
        using CancellationTokenSource end = new();
        Task watching = Loop.Run("bench/pods", TimeProvider.System, cluster.Pods.RunAsync, end.Token);
        await cluster.Pods.Synced;
        await cluster.NodeReadyAsync();
        using CriRuntime runtime = new(node.RuntimeSocket, TimeProvider.System);
        await using BarePods bare = new(runtime, OptionsOf(node));

        // Once without a clock: code that never ran, and folders that were never made, are nobody's measure.
        await MeasureAsync(3, atOnce: true, bare.StartAsync, bare.RemoveAllAsync);
        await MeasureAsync(3, atOnce: true, cluster.StartAsync, cluster.RemoveAllAsync);

        double one = await RatioAsync("1", 1, false, Singles);
        double row = await RatioAsync("20 in a row", Row, false, 1);
        double twenty = await RatioAsync("20 at once", Row, true, Rounds);
        double sixty = await RatioAsync("60 at once", Many, true, 2);

        await Task.WhenAll(Enumerable.Range(0, Many).Select(index => cluster.StartAsync($"idle-{index}")));
        await Task.Delay(Idle / 3); // What follows a start (events, first resyncs) is not idleness.
        TimeSpan before = node.AgentTime();
        await Task.Delay(Idle);
        double percent = (node.AgentTime() - before) / Idle * 100;
        double resident = node.AgentMiB();
        await cluster.RemoveAllAsync();
        await end.CancelAsync();
        await watching;
        return new Figures(
            new Figure("one_ratio", one, "under 1.15"),
            new Figure("row_ratio", row, "under 1.15"),
            new Figure("twenty_ratio", twenty, "under 1.1"),
            new Figure("sixty_ratio", sixty, "under 1.1"),
            new Figure("agent_mib", resident, "under 80"),
            new Figure("agent_cpu_percent", percent, "under 1"));

        // The median of each; in turns, so that a slower minute of the machine is a slower minute of both.
        async Task<double> RatioAsync(string what, int count, bool atOnce, int rounds)
        {
            List<double> alone = [];
            List<double> whole = [];
            for (int round = 0; round < rounds; round++)
            {
                alone.Add(await MeasureAsync(count, atOnce, bare.StartAsync, bare.RemoveAllAsync));
                whole.Add(await MeasureAsync(count, atOnce, cluster.StartAsync, cluster.RemoveAllAsync));
            }
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: calls alone {Median(alone):0.000} s, create to Ready {Median(whole):0.000} s"));
            return Median(whole) / Median(alone);
        }
    }

    private static async Task<double> MeasureAsync(
        int count, bool atOnce, Func<string, Task> start, Func<Task> removeAll)
    {
        string prefix = Kubesharp.Api.Entropy.System.NewUid()[..8];
        long begun = TimeProvider.System.GetTimestamp();
        if (atOnce)
        {
            await Task.WhenAll(Enumerable.Range(0, count).Select(index => start($"pod-{prefix}-{index}")));
        }
        else
        {
            for (int index = 0; index < count; index++)
                await start($"pod-{prefix}-{index}");
        }
        double seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
        await removeAll();
        return seconds;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static KubeletOptions OptionsOf(NodeProcesses node) => new()
    {
        NodeName = "bare",
        DataDirectory = Path.Combine(node.AgentFolder, "bare"),
        Address = IPAddress.Loopback,
        CniConfigurationDirectory = "/unused",
        CgroupRoot = "/" + Path.GetFileName(Path.GetDirectoryName(node.AgentFolder)!) + "-bare",
    };

    private static string PauseArchive()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "artifacts", "images", "pause-3.10.tar");
            if (File.Exists(path))
                return path;
        }
        throw new FileNotFoundException("the image of pause is not there: run `dotnet make.cs images` first");
    }
}
