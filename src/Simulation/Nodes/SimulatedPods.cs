using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Simulation.Nodes;

/// <summary>
/// Reports for the Pods of simulated nodes what a kubelet would: they start, are ready, and end when deleted.
/// </summary>
internal sealed class SimulatedPods(ApiClient client, Cache cache, SimulatedNodesOptions options, TimeProvider time)
    : IReconciler
{
    private int addresses;

    public static ControllerSpec Spec => ControllerSpec.For<Pod>("simulated-kubelet").WithWorkers(16);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Pod>(key) is not { } pod
            || !pod.Spec.NodeName.StartsWith(options.NamePrefix, StringComparison.Ordinal))
            return Result.Done;
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            DeleteOptions now = new()
            {
                GracePeriodSeconds = 0,
                Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid },
            };
            return Result.From(await client.DeleteAsync<Pod>(key, now, cancellationToken));
        }
        if (pod.Status.Phase == "Running")
            return Result.Done;
        if (StartsIn(pod) is { } rest)
            return Result.After(rest);
        ApiResult<Pod> written = await client.UpdateStatusAsync(
            pod with { Status = Running(pod) }, cancellationToken);
        return written.Error is null or { IsNotFound: true } ? Result.Done : Result.Retry(written.Error);
    }

    private TimeSpan? StartsIn(Pod pod)
    {
        if (options.StartDelay == TimeSpan.Zero)
            return null;
        DateTimeOffset bound = pod.Status.Conditions.FirstOrDefault(static condition =>
            condition.Type == "PodScheduled")
            ?.LastTransitionTime?.Value ?? pod.Metadata.CreationTimestamp?.Value ?? time.GetUtcNow();
        TimeSpan rest = bound + options.StartDelay - time.GetUtcNow();
        return rest > TimeSpan.Zero ? rest : null;
    }

    private PodStatus Running(Pod pod)
    {
        Time now = new(time.GetUtcNow());
        int number = Interlocked.Increment(ref addresses);
        string address = string.Create(
            CultureInfo.InvariantCulture, $"10.{64 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}");
        return pod.Status with
        {
            Phase = "Running",
            StartTime = now,
            PodIP = address,
            PodIPs = [PodIP.Empty with { Ip = address }],
            Conditions =
            [
                .. pod.Status.Conditions.Where(static condition => condition.Type == "PodScheduled"),
                True("Initialized"), True("ContainersReady"), True("Ready"),
            ],
            ContainerStatuses = [.. pod.Spec.Containers.Select(container => ContainerStatus.Empty with
            {
                Name = container.Name,
                Image = container.Image,
                Ready = true,
                Started = true,
                State = ContainerState.Empty with
                {
                    Running = ContainerStateRunning.Empty with { StartedAt = now },
                },
            })],
        };

        PodCondition True(string type) =>
            PodCondition.Empty with { Type = type, Status = "True", LastTransitionTime = now };
    }
}
