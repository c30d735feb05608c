using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Simulation.Nodes;

/// <summary>
/// Reports for the Pods of simulated nodes what a kubelet would: they start, become ready, end as their
/// <see cref="PodProgram"/> says, start again as their restartPolicy says, and stop within their grace period.
/// </summary>
internal sealed class SimulatedPods(
    ApiClient client, Cache cache, SimulatedNodesOptions options, AddressCounter addresses, TimeProvider time)
    : IReconciler
{
    // What a process returns that SIGTERM has ended.
    private const int Terminated = 143;

    public static ControllerSpec Spec => ControllerSpec.For<Pod>("simulated-kubelet").WithWorkers(16);

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<Pod>(key) is not { } pod
            || !pod.Spec.NodeName.StartsWith(options.NamePrefix, StringComparison.Ordinal))
            return Result.Done;
        PodProgram program = options.ProgramOf(pod);
        if (pod.Metadata.DeletionTimestamp is not null)
            return await StopAsync(pod, program, cancellationToken);
        if (pod.Status.Phase is "Succeeded" or "Failed")
            return Result.Done;
        if (pod.Status.Phase != "Running")
        {
            return StartsIn(pod) is { } rest
                ? Result.After(rest)
                : await WriteAsync(pod, Started(pod, program.ReadyAfter == TimeSpan.Zero), cancellationToken);
        }

        DateTimeOffset started = StartedAt(pod);
        if (program.RunsFor is { } length && Until(started + length) is var left)
        {
            if (left is null)
                return await WriteAsync(pod, Ended(pod, program.ExitCode), cancellationToken);
            if (IsReady(pod))
                return Result.After(left);
        }
        if (IsReady(pod))
            return Result.Done;
        return Until(started + program.ReadyAfter) is { } unready
            ? Result.After(unready)
            : await WriteAsync(pod, WithReadiness(pod.Status, true), cancellationToken);
    }

    private async Task<Result> StopAsync(Pod pod, PodProgram program, CancellationToken cancellationToken)
    {
        TimeSpan grace = TimeSpan.FromSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? 0);
        bool running = pod.Status.Phase == "Running";
        if (running)
        {
            TimeSpan needed = program.StopsAfter < grace ? program.StopsAfter : grace;
            if (Until(pod.Metadata.DeletionTimestamp!.Value.Value - grace + needed) is { } rest)
                return Result.After(rest);
        }
        // Who holds the Pod back by a finalizer wants to know how it ended; otherwise nobody would see it.
        if (pod.Metadata.Finalizers.Count > 0 && pod.Status.Phase is not ("Succeeded" or "Failed"))
        {
            ApiResult<Pod> ended = await client.UpdateStatusAsync(
                pod with { Status = Final(pod, Terminated) }, cancellationToken);
            if (ended.Error is { IsNotFound: false })
                return Result.Retry(ended.Error);
        }
        DeleteOptions now = new()
        {
            GracePeriodSeconds = 0,
            Preconditions = Preconditions.Empty with { Uid = pod.Metadata.Uid },
        };
        ApiError? error = await client.DeleteAsync<Pod>(ObjectKey.Of(pod), now, cancellationToken);
        return error is { IsConflict: true } ? Result.Done : Result.From(error);
    }

    private async Task<Result> WriteAsync(Pod pod, PodStatus status, CancellationToken cancellationToken)
    {
        ApiResult<Pod> written = await client.UpdateStatusAsync(pod with { Status = status }, cancellationToken);
        return written.Error is null or { IsNotFound: true } ? Result.Done : Result.Retry(written.Error);
    }

    private TimeSpan? StartsIn(Pod pod)
    {
        if (options.StartDelay == TimeSpan.Zero)
            return null;
        DateTimeOffset bound = pod.Status.Conditions.FirstOrDefault(static condition =>
            condition.Type == "PodScheduled")
            ?.LastTransitionTime?.Value ?? pod.Metadata.CreationTimestamp?.Value ?? time.GetUtcNow();
        return Until(bound + options.StartDelay);
    }

    private TimeSpan? Until(DateTimeOffset moment)
    {
        TimeSpan rest = moment - time.GetUtcNow();
        return rest > TimeSpan.Zero ? rest : null;
    }

    private static DateTimeOffset StartedAt(Pod pod)
    {
        foreach (ContainerStatus status in pod.Status.ContainerStatuses)
        {
            if (status.State.Running?.StartedAt is { } started)
                return started.Value;
        }
        return pod.Status.StartTime?.Value ?? DateTimeOffset.MinValue;
    }

    private static bool IsReady(Pod pod) =>
        pod.Status.Conditions.Any(static condition => condition is { Type: "Ready", Status: "True" });

    private PodStatus Started(Pod pod, bool ready)
    {
        Time now = new(time.GetUtcNow());
        string address = addresses.Next();
        PodStatus status = pod.Status with
        {
            Phase = "Running",
            StartTime = now,
            PodIP = address,
            PodIPs = [PodIP.Empty with { Ip = address }],
            ContainerStatuses = [.. pod.Spec.Containers.Select(container => Running(container, 0, now))],
        };
        return WithReadiness(status, ready);
    }

    private PodStatus Ended(Pod pod, int exitCode)
    {
        bool again = pod.Spec.RestartPolicy == "Always" || (pod.Spec.RestartPolicy == "OnFailure" && exitCode != 0);
        if (!again)
            return Final(pod, exitCode);
        Time now = new(time.GetUtcNow());
        return pod.Status with
        {
            ContainerStatuses =
            [
                .. pod.Spec.Containers.Select((container, i) => Running(
                    container, pod.Status.ContainerStatuses[i].RestartCount + 1, now) with
                {
                    LastState = ContainerState.Empty with { Terminated = EndOf(pod, exitCode, now) },
                }),
            ],
        };
    }

    private PodStatus Final(Pod pod, int exitCode)
    {
        Time now = new(time.GetUtcNow());
        return WithReadiness(pod.Status, false) with
        {
            Phase = exitCode == 0 ? "Succeeded" : "Failed",
            ContainerStatuses =
            [
                .. pod.Spec.Containers.Select(container => ContainerStatus.Empty with
                {
                    Name = container.Name,
                    Image = container.Image,
                    Started = false,
                    RestartCount = pod.Status.ContainerStatuses.FirstOrDefault()?.RestartCount ?? 0,
                    State = ContainerState.Empty with { Terminated = EndOf(pod, exitCode, now) },
                }),
            ],
        };
    }

    private static ContainerStatus Running(Container container, int restarts, Time now) => ContainerStatus.Empty with
    {
        Name = container.Name,
        Image = container.Image,
        Ready = true,
        Started = true,
        RestartCount = restarts,
        State = ContainerState.Empty with { Running = ContainerStateRunning.Empty with { StartedAt = now } },
    };

    private static ContainerStateTerminated EndOf(Pod pod, int exitCode, Time now) =>
        ContainerStateTerminated.Empty with
        {
            ExitCode = exitCode,
            Reason = exitCode == 0 ? "Completed" : "Error",
            StartedAt = pod.Status.ContainerStatuses.FirstOrDefault()?.State.Running?.StartedAt,
            FinishedAt = now,
        };

    private PodStatus WithReadiness(PodStatus status, bool ready)
    {
        Time now = new(time.GetUtcNow());
        return status with
        {
            Conditions =
            [
                .. status.Conditions.Where(static condition =>
                    condition.Type is not ("Initialized" or "ContainersReady" or "Ready")),
                Condition("Initialized", true), Condition("ContainersReady", ready), Condition("Ready", ready),
            ],
            ContainerStatuses = [.. status.ContainerStatuses.Select(container => container with { Ready = ready })],
        };

        PodCondition Condition(string type, bool holds)
        {
            PodCondition? known = status.Conditions.FirstOrDefault(condition => condition.Type == type);
            string value = holds ? "True" : "False";
            return PodCondition.Empty with
            {
                Type = type,
                Status = value,
                LastTransitionTime = known?.Status == value ? known.LastTransitionTime : now,
            };
        }
    }
}
