using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>All that a Pod's status is made of.</summary>
internal sealed record PodObservation
{
    public required Pod Pod { get; init; }
    public required RuntimePod Runtime { get; init; }
    public required string HostAddress { get; init; }
    public required DateTimeOffset Now { get; init; }
    /// <summary>Why containers do not run, by name.</summary>
    public required IReadOnlyDictionary<string, (string Reason, string Message)> Waiting { get; init; }
    public required Func<Container, string, bool> HasStarted { get; init; }
    public required Func<Container, string, bool> IsReady { get; init; }
    /// <summary>The last words of an ended container, for its status.</summary>
    public required Func<Container, RuntimeContainer, string> MessageOf { get; init; }
    /// <summary>What a container was allocated, and what is in force for it.</summary>
    public required Func<Container, string, (IReadOnlyDictionary<string, Quantity> Allocated,
        ResourceRequirements? InForce)> ResourcesOf { get; init; }
    public ResizeState Resize { get; init; } = ResizeState.None;
    /// <summary>All containers are being started again in place.</summary>
    public bool RestartingAll { get; init; }
    /// <summary>No container starts any more.</summary>
    public bool Ends { get; init; }
    public PodEnding? Ending { get; init; }
}

/// <summary>Writes down the status of a Pod from what was observed. Pure.</summary>
internal static class PodStatusBuilder
{
    public static PodStatus Build(PodObservation seen)
    {
        Pod pod = seen.Pod;
        bool initialized = IsInitialized(seen);
        IReadOnlyList<ContainerStatus> init =
            [.. pod.Spec.InitContainers.Select(
                container => StatusOf(seen, container, "PodInitializing", isInit: true))];
        string notYet = pod.Spec.InitContainers.Count > 0 && !initialized ? "PodInitializing" : "ContainerCreating";
        IReadOnlyList<ContainerStatus> main =
            [.. pod.Spec.Containers.Select(container => StatusOf(seen, container, notYet, isInit: false))];
        IReadOnlyList<ContainerStatus> ephemeral =
        [
            .. pod.Spec.EphemeralContainers.Select(
                container => StatusOf(seen, PodContainers.Plain(container), "ContainerCreating", isInit: false)
                    with { Ready = false, Started = null }),
        ];
        string phase = seen.Ending is null ? PodState.PhaseOf(pod, init, main, seen.Ends) : PodPhase.Failed;
        // Addresses of a Pod that has ended stay on record.
        IReadOnlyList<string> addresses = pod.Spec.HostNetwork ? [seen.HostAddress]
            : seen.Runtime.Addresses.Count > 0 ? seen.Runtime.Addresses
            : [.. pod.Status.PodIPs.Select(static address => address.Ip)];
        return pod.Status with
        {
            ObservedGeneration = pod.Metadata.Generation,
            Phase = phase,
            Reason = seen.Ending?.Reason ?? pod.Status.Reason,
            Message = seen.Ending?.Message ?? pod.Status.Message,
            HostIP = seen.HostAddress,
            HostIPs = [new HostIP { Ip = seen.HostAddress }],
            PodIP = addresses.Count > 0 ? addresses[0] : "",
            PodIPs = [.. addresses.Select(static address => new PodIP { Ip = address })],
            StartTime = pod.Status.StartTime ?? new Time(seen.Now),
            InitContainerStatuses = init,
            ContainerStatuses = main,
            EphemeralContainerStatuses = ephemeral,
            Conditions = PodConditions.For(seen, init, main, phase, initialized),
        };
    }

    private static bool IsInitialized(PodObservation seen)
    {
        Pod pod = seen.Pod;
        if (pod.Spec.Containers.Any(container => seen.Runtime.Newest(container.Name) is { } known
            && (seen.Runtime.Sandboxes.Count == 0 || known.SandboxId == seen.Runtime.Sandboxes[0].Id)))
            return true;
        return pod.Spec.InitContainers.All(container => seen.Runtime.Newest(container.Name) is { } newest
            && (PodContainers.IsSidecar(container)
                ? newest.IsRunning && seen.HasStarted(container, newest.Id)
                : newest.IsExited && newest.Status.ExitCode == 0));
    }

    private static ContainerStatus StatusOf(
        PodObservation seen, Container container, string notYet, bool isInit)
    {
        PodStatus told = seen.Pod.Status;
        ContainerStatus? before = told.InitContainerStatuses.Concat(told.ContainerStatuses)
            .Concat(told.EphemeralContainerStatuses).FirstOrDefault(status => status.Name == container.Name);
        RuntimeContainer[] known =
            [.. seen.Runtime.Containers.Where(candidate => candidate.Name == container.Name).Take(2)];
        bool isWaiting = seen.Waiting.TryGetValue(container.Name, out (string Reason, string Message) waiting);
        if (known.Length == 0)
            return Unstarted(seen, container, before, isWaiting ? waiting : (notYet, ""));

        RuntimeContainer newest = known[0];
        ContainerState state = StateOf(seen, container, newest);
        ContainerState last = known.Length > 1 && known[1].IsExited
            ? new ContainerState { Terminated = TerminatedOf(seen, container, known[1]) }
            : Remembered(before, newest);
        if (!seen.Ends && newest is { IsRunning: false } && isWaiting)
        {
            if (state.Terminated is not null)
                last = new ContainerState { Terminated = state.Terminated };
            state = new ContainerState { Waiting = new() { Reason = waiting.Reason, Message = waiting.Message } };
        }
        bool started = newest.IsRunning && seen.HasStarted(container, newest.Id);
        bool ready = isInit && !PodContainers.IsSidecar(container)
            ? state.Terminated is { ExitCode: 0 }
            : newest.IsRunning && !seen.Ends && seen.IsReady(container, newest.Id);
        (IReadOnlyDictionary<string, Quantity> allocated, ResourceRequirements? inForce) =
            seen.ResourcesOf(container, newest.Id);
        return new ContainerStatus
        {
            Name = container.Name,
            State = state,
            LastState = last,
            Ready = ready,
            Started = started,
            RestartCount = newest.RestartCount,
            Image = newest.Status.Image?.Image is { Length: > 0 } image
                && !image.StartsWith("sha256:", StringComparison.Ordinal)
                ? image
                : container.Image,
            ImageID = newest.Status.ImageRef,
            ContainerID = "containerd://" + newest.Id,
            AllocatedResources = newest.IsRunning ? allocated : Maps.None<Quantity>(),
            Resources = newest.IsRunning ? inForce : null,
            VolumeMounts = MountsOf(container),
        };
    }

    // The one before is gone from the runtime, but the status was told how it ended.
    private static ContainerState Remembered(ContainerStatus? before, RuntimeContainer newest)
    {
        if (before is null || newest.RestartCount == 0)
            return ContainerState.Empty;
        return before.State.Terminated is { } ended
            && !ended.ContainerID.EndsWith(newest.Id, StringComparison.Ordinal)
                ? before.State
                : before.LastState;
    }

    // Nothing is known of it: it never started, or the runtime lost it.
    private static ContainerStatus Unstarted(
        PodObservation seen, Container container, ContainerStatus? before, (string Reason, string Message) waiting)
    {
        if (seen.Ends && before is { State.Terminated: not null })
            return before with { Ready = false, Started = false };
        if (before is { State.Running: { } running })
        {
            ContainerState lost = new()
            {
                Terminated = new()
                {
                    ExitCode = 137,
                    Reason = "ContainerStatusUnknown",
                    Message = "The container could not be located when the pod was terminated",
                    StartedAt = running.StartedAt,
                    ContainerID = before.ContainerID,
                },
            };
            return seen.Ends
                ? before with { State = lost, Ready = false, Started = false }
                : before with
                {
                    State = new() { Waiting = new() { Reason = waiting.Reason, Message = waiting.Message } },
                    LastState = lost, Ready = false, Started = false,
                };
        }
        return new ContainerStatus
        {
            Name = container.Name,
            State = new() { Waiting = new() { Reason = waiting.Reason, Message = waiting.Message } },
            LastState = before is { State.Terminated: not null } ? before.State
                : before?.LastState ?? ContainerState.Empty,
            RestartCount = before?.RestartCount ?? 0,
            Image = container.Image,
            Started = false,
            VolumeMounts = MountsOf(container),
        };
    }

    private static ContainerState StateOf(PodObservation seen, Container container, RuntimeContainer known)
    {
        if (known.IsRunning)
            return new() { Running = new() { StartedAt = new Time(known.StartedAt) } };
        return known.IsExited
            ? new() { Terminated = TerminatedOf(seen, container, known) }
            : new() { Waiting = new() { Reason = "ContainerCreating" } };
    }

    private static ContainerStateTerminated TerminatedOf(
        PodObservation seen, Container container, RuntimeContainer known)
    {
        string reason = known.Status.Reason.Length > 0 ? known.Status.Reason
            : known.Status.ExitCode == 0 ? "Completed" : "Error";
        return new ContainerStateTerminated
        {
            ExitCode = known.Status.ExitCode,
            Reason = reason,
            Message = seen.MessageOf(container, known),
            StartedAt = known.Status.StartedAt > 0 ? new Time(known.StartedAt) : null,
            FinishedAt = known.Status.FinishedAt > 0 ? new Time(known.FinishedAt) : null,
            ContainerID = "containerd://" + known.Id,
        };
    }

    private static IReadOnlyList<VolumeMountStatus> MountsOf(Container container) =>
    [
        .. container.VolumeMounts.Select(static mount => new VolumeMountStatus
        {
            Name = mount.Name,
            MountPath = mount.MountPath,
            ReadOnly = mount.ReadOnly,
            // This runtime makes the mount itself read-only and none below it.
            RecursiveReadOnly = mount is { ReadOnly: true, RecursiveReadOnly: { Length: > 0 } }
                ? RecursiveReadOnlyMode.Disabled
                : null,
        }),
    ];
}
