using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Containers;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>Why a Pod ends by the kubelet's decision, not its containers'.</summary>
internal sealed record PodEnding(string Reason, string Message)
{
    /// <summary>The node needs what the Pod takes: a disruption, not a fault of the Pod's spec.</summary>
    public bool IsByNode { get; init; }

    /// <summary>What the condition of the disruption says; null: the message.</summary>
    public string? Disruption { get; init; }

    /// <summary>Its containers get the Pod's own grace although the node ends it.</summary>
    public bool KeepsGrace { get; init; }

    /// <summary>What its containers get; null: the moment of one that the node ends, or the Pod's own.</summary>
    public TimeSpan? Grace { get; init; }
}

/// <summary>What a Pod is, judged from its containers. Pure.</summary>
internal static class PodState
{
    /// <summary>
    /// Whether a container that ended so is started again: by the first of its rules that matches, else by its own
    /// policy, else by the Pod's.
    /// </summary>
    public static bool ShouldRestart(Pod pod, Container container, int exitCode)
    {
        if (MatchingRule(container, exitCode) is { Action: ContainerRestartRuleAction.Restart })
            return true;
        return (container.RestartPolicy ?? pod.Spec.RestartPolicy) switch
        {
            RestartPolicy.Never => false,
            RestartPolicy.OnFailure => exitCode != 0,
            _ => true,
        };
    }

    /// <summary>Whether such an end starts the whole Pod again, in place (KEP-5532).</summary>
    public static bool RestartsAll(Container container, int exitCode) =>
        MatchingRule(container, exitCode) is { Action: ContainerRestartRuleAction.RestartAllContainers };

    /// <summary>Whether an init container that ended so starts again; 0 is what it was to reach.</summary>
    public static bool ShouldRestartInit(Pod pod, Container container, int exitCode) =>
        exitCode != 0 && ShouldRestart(pod, container, exitCode);

    /// <summary>
    /// The phase. A Pod has ended when nothing of it runs any more: sidecars are told to stop first, and until they
    /// have, unless all of it is being ended, the Pod goes on.
    /// </summary>
    public static string PhaseOf(
        Pod pod, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> main, bool ends)
    {
        bool pendingInit = false;
        bool failedInit = false;
        bool failedForGood = false;
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
            {
                pendingInit = true;
            }
            else if (ended.ExitCode != 0)
            {
                failedInit = true;
                failedForGood |= !ShouldRestart(pod, container, ended.ExitCode)
                    && !RestartsAll(container, ended.ExitCode);
            }
        }
        bool sidecarRuns = !ends && init.Any(static status => status.State.Running is not null);
        bool anyMainRan = main.Any(static status =>
            status.State.Running is not null || status.State.Terminated is not null
                || status.LastState.Terminated is not null);
        if (sidecarRuns && failedForGood)
            return anyMainRan ? PodPhase.Running : PodPhase.Pending;
        if (failedForGood || (failedInit && ends))
            return PodPhase.Failed;
        if ((pendingInit || failedInit) && !anyMainRan)
            return ends ? PodPhase.Failed : PodPhase.Pending;
        string phase = PhaseOfMain(pod, main, ends);
        return sidecarRuns && IsTerminal(phase) ? PodPhase.Running : phase;
    }

    private static string PhaseOfMain(Pod pod, IReadOnlyList<ContainerStatus> main, bool ends)
    {
        int running = main.Count(static status => status.State.Running is not null);
        int waiting = main.Count(static status =>
            status.State is { Running: null, Terminated: null } && status.LastState.Terminated is null);
        if (waiting > 0)
            return ends ? PodPhase.Failed : PodPhase.Pending;
        if (running > 0)
            return PodPhase.Running;
        bool succeeded = main.All(static status =>
            (status.State.Terminated ?? status.LastState.Terminated) is { ExitCode: 0 });
        if (!ends && pod.Spec.Containers.Any(container => Restarts(pod, container, main)))
            return PodPhase.Running;
        return succeeded ? PodPhase.Succeeded : PodPhase.Failed;
    }

    private static bool Restarts(Pod pod, Container container, IReadOnlyList<ContainerStatus> main) =>
        main.FirstOrDefault(status => status.Name == container.Name) is { } status
        && (status.State.Terminated ?? status.LastState.Terminated) is { } ended
        && (ShouldRestart(pod, container, ended.ExitCode) || RestartsAll(container, ended.ExitCode));

    private static ContainerRestartRule? MatchingRule(Container container, int exitCode)
    {
        foreach (ContainerRestartRule rule in container.RestartPolicyRules)
        {
            if (rule.ExitCodes is not { } codes)
                continue;
            bool listed = codes.Values.Contains(exitCode);
            if (codes.Operator == ContainerRestartRuleOnExitCodesOperator.In ? listed
                : codes.Operator == ContainerRestartRuleOnExitCodesOperator.NotIn && !listed)
                return rule;
        }
        return null;
    }

    public static bool IsTerminal(string phase) => phase is PodPhase.Succeeded or PodPhase.Failed;
}
