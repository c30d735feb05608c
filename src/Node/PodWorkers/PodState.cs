using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>Why a Pod ends by the kubelet's decision, not its containers'.</summary>
internal sealed record PodEnding(string Reason, string Message);

/// <summary>What a Pod is, judged from its containers. Pure.</summary>
internal static class PodState
{
    public static bool ShouldRestart(Pod pod, Container container, int exitCode) =>
        (container.RestartPolicy ?? pod.Spec.RestartPolicy) switch
        {
            RestartPolicy.Never => false,
            RestartPolicy.OnFailure => exitCode != 0,
            _ => true,
        };

    public static string PhaseOf(
        Pod pod, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> main, bool ends)
    {
        bool pendingInit = false;
        bool failedInit = false;
        foreach (Container container in pod.Spec.InitContainers)
        {
            ContainerStatus? status = init.FirstOrDefault(status => status.Name == container.Name);
            if (PodContainers.IsSidecar(container))
            {
                pendingInit |= status is { Started: not true, State.Terminated: null } or null;
                continue;
            }
            ContainerStateTerminated? ended = status?.State.Terminated
                ?? (status?.State.Waiting is null ? null : status.LastState.Terminated);
            if (ended is null)
                pendingInit = true;
            else if (ended.ExitCode != 0)
                failedInit = true;
        }
        if (failedInit && (pod.Spec.RestartPolicy == RestartPolicy.Never || ends))
            return PodPhase.Failed;
        bool anyMainRan = main.Any(static status =>
            status.State.Running is not null || status.State.Terminated is not null
                || status.LastState.Terminated is not null);
        if ((pendingInit || failedInit) && !anyMainRan)
            return ends ? PodPhase.Failed : PodPhase.Pending;

        int running = main.Count(static status => status.State.Running is not null);
        int waiting = main.Count(static status =>
            status.State is { Running: null, Terminated: null } && status.LastState.Terminated is null);
        if (waiting > 0)
            return ends ? PodPhase.Failed : PodPhase.Pending;
        if (running > 0)
            return PodPhase.Running;
        bool restarts = pod.Spec.RestartPolicy is RestartPolicy.Always or "";
        bool succeeded = main.All(static status =>
            (status.State.Terminated ?? status.LastState.Terminated) is { ExitCode: 0 });
        if (ends)
            return succeeded ? PodPhase.Succeeded : PodPhase.Failed;
        if (restarts)
            return PodPhase.Running;
        return succeeded ? PodPhase.Succeeded
            : pod.Spec.RestartPolicy == RestartPolicy.Never ? PodPhase.Failed
            : PodPhase.Running;
    }

    public static bool IsTerminal(string phase) => phase is PodPhase.Succeeded or PodPhase.Failed;
}
