using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Transport;
using Kubesharp.Client.Informers;

namespace Kubesharp.Bench.Cluster;

/// <summary>The Pods of all Deployments together, as their statuses count them, kept by differences.</summary>
internal sealed class DeploymentTally
{
    private readonly Lock gate = new();
    private readonly Informer<Deployment> informer;
    private (int Updated, int Available) counted, awaited;
    private TaskCompletionSource reached = Loop.NewSignal();

    public DeploymentTally(ITransport transport)
    {
        informer = new(transport, TimeProvider.System, InformerOptions.All);
        informer.AddHandler(OnChange);
    }

    public Task RunAsync(CancellationToken cancellationToken) => informer.RunAsync(cancellationToken);

    /// <summary>Until so many Pods are of the newest template, and so many of those available.</summary>
    public async Task WhenAsync(int updated, int available, CancellationToken cancellationToken)
    {
        Task signal;
        lock (gate)
        {
            awaited = (updated, available);
            reached = Loop.NewSignal();
            signal = reached.Task;
            Check();
        }
        await signal.WaitAsync(cancellationToken);
    }

    private void OnChange(Deployment? before, Deployment? after)
    {
        lock (gate)
        {
            (int updated, int available) = Of(after);
            (int updatedBefore, int availableBefore) = Of(before);
            counted = (counted.Updated + updated - updatedBefore, counted.Available + available - availableBefore);
            Check();
        }
    }

    // A status from before the last change of the spec counts for nothing.
    private static (int Updated, int Available) Of(Deployment? deployment) =>
        deployment is not { Status: { } status } || status.ObservedGeneration < deployment.Metadata.Generation
            || status.Replicas != status.UpdatedReplicas
            ? (0, 0) : (status.UpdatedReplicas, Math.Min(status.AvailableReplicas, status.UpdatedReplicas));

    private void Check()
    {
        if (awaited.Updated > 0 && counted == awaited)
            reached.TrySetResult();
    }
}
