using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Simulation.Nodes;

namespace Kubesharp.Bench;

/// <summary>
/// From nothing to a Deployment of three replicas that is Available, in this process, with ten simulated nodes: the
/// first
/// time (cold) and the median of the following ones (warm).
/// </summary>
internal static class InProcessBench
{
    private const int Runs = 11;

    public static async Task<Figures> RunAsync()
    {
        List<double> milliseconds = [];
        for (int i = 0; i < Runs; i++)
            milliseconds.Add(await OnceAsync());
        double cold = milliseconds[0];
        List<double> warm = [.. milliseconds.Skip(1).Order()];
        return new Figures(
            new Figure("available_ms", warm[warm.Count / 2], "under 500"),
            new Figure("cold_ms", cold));
    }

    private static async Task<double> OnceAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
        long start = TimeProvider.System.GetTimestamp();
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 10 } }, patience.Token);
        Informer<Deployment> deployments = new(cluster.Client.Transport, TimeProvider.System, InformerOptions.All);
        Task watching = Loop.Run("bench", TimeProvider.System, deployments.RunAsync, patience.Token);
        ApiResult<Deployment> created = await cluster.Client.CreateAsync(Web(), patience.Token);
        if (created.Error is { } error)
            throw new InvalidOperationException($"the Deployment was refused: {error.Message}");
        while (true)
        {
            Task next = deployments.NextChange;
            if (deployments.Get(new("default", "web"))?.Status.AvailableReplicas == 3)
                break;
            await next.WaitAsync(patience.Token);
        }
        double elapsed = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        await patience.CancelAsync();
        await watching;
        return elapsed;
    }

    private static Deployment Web()
    {
        Dictionary<string, string> labels = new() { ["app"] = "web" };
        return new Deployment
        {
            Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default" },
            Spec = DeploymentSpec.Empty with
            {
                Replicas = 3,
                Selector = LabelSelector.Empty with { MatchLabels = labels },
                Template = PodTemplateSpec.Empty with
                {
                    Metadata = ObjectMeta.Empty with { Labels = labels },
                    Spec = PodSpec.Empty with { Containers = [Container.Empty with { Name = "main",
                        Image = "web:1" }] },
                },
            },
        };
    }
}
