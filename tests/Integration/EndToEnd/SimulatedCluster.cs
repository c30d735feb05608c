using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>
/// A cluster in this process whose nodes are simulated, for the stock kubectl: no container, no root.
/// </summary>
internal static class SimulatedCluster
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs the test on a cluster of its own; skips it where there is no kubectl.</summary>
    public static Task RunAsync(Func<Kubectl, Task> test) =>
        RunAsync(new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 2 } }, test);

    public static async Task RunAsync(InProcessClusterOptions options, Func<Kubectl, Task> test)
    {
        Assert.SkipUnless(Commands.Exists("kubectl"), "there is no kubectl on this machine");
        using CancellationTokenSource patience = new(Patience);
        string folder = Directory.CreateTempSubdirectory("kubesharp-kubectl-").FullName;
        try
        {
            await using InProcessCluster cluster = await InProcessCluster.StartAsync(options, patience.Token);
            string kubeconfig = Path.Combine(folder, "kubeconfig");
            await cluster.ServeAsync(kubeconfig, patience.Token);
            await test(new Kubectl(kubeconfig));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
