using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>The conditions that the kubelet keeps on a Pod; those of others stay as they are. Pure.</summary>
internal static class PodConditions
{
    public static IReadOnlyList<PodCondition> For(
        PodObservation seen, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> main, string phase,
        bool initialized)
    {
        Pod pod = seen.Pod;
        bool succeeded = phase == PodPhase.Succeeded;
        bool hasNetwork = seen.Runtime.ReadySandbox is not null && !PodState.IsTerminal(phase)
            && (pod.Spec.HostNetwork || seen.Runtime.Addresses.Count > 0);

        (string Reason, string Message) noneReady = default;
        if (succeeded)
        {
            noneReady = ("PodCompleted", "");
        }
        else if (phase == PodPhase.Failed)
        {
            noneReady = ("PodFailed", "");
        }
        else
        {
            string[] unready = [.. main.Where(static status => !status.Ready).Select(static status => status.Name),
                .. pod.Spec.InitContainers.Where(Containers.PodContainers.IsSidecar)
                    .Where(container => init.Any(status => status.Name == container.Name && !status.Ready))
                    .Select(static container => container.Name)];
            if (unready.Length > 0)
                noneReady = ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
        }
        bool containersReady = noneReady.Reason is null;

        (string Reason, string Message) gates = default;
        string[] closed =
        [
            .. pod.Spec.ReadinessGates.Select(static gate => gate.ConditionType).Where(type =>
                pod.Status.Conditions.FirstOrDefault(
                    condition => condition.Type == type)?.Status != ConditionStatus.True),
        ];
        if (containersReady && closed.Length > 0)
        {
            gates = ("ReadinessGatesNotReady", string.Join(", ", closed.Select(
                type => pod.Status.Conditions.FirstOrDefault(condition => condition.Type == type) is { } known
                    ? $"the status of pod readiness gate \"{type}\" is not \"True\", but {known.Status}"
                    : $"corresponding condition of pod readiness gate \"{type}\" does not exist.")));
        }
        bool ready = containersReady && closed.Length == 0;

        string[] incomplete =
        [
            .. pod.Spec.InitContainers.Where(
                container => init.Any(status => status.Name == container.Name && !status.Ready))
                .Select(static container => container.Name),
        ];
        bool isInitialized = initialized || succeeded;
        (string Reason, string Message) notInitialized = isInitialized
            ? (succeeded && pod.Spec.InitContainers.Count >= 0 ? "PodCompleted" : "", "")
            : ("ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', incomplete)}]");

        PodCondition[] ours =
        [
            Of(seen, PodConditionType.PodReadyToStartContainers, hasNetwork, "", ""),
            Of(seen, PodConditionType.Initialized, isInitialized, notInitialized.Reason, notInitialized.Message),
            Of(seen, PodConditionType.Ready, ready,
                gates.Reason ?? noneReady.Reason ?? "", gates.Message ?? noneReady.Message ?? ""),
            Of(seen, PodConditionType.ContainersReady, containersReady,
                noneReady.Reason ?? "", noneReady.Message ?? ""),
            Of(seen, PodConditionType.PodScheduled, true, "", ""),
        ];
        return
        [
            .. ours,
            .. Passing(seen),
            .. pod.Status.Conditions.Where(condition => ours.All(own => own.Type != condition.Type)
                && !PassingTypes.Contains(condition.Type)
                && !(condition.Type == PodConditionType.DisruptionTarget && seen.Ending is { IsByNode: true })),
        ];
    }

    // Conditions that are there only while they hold.
    private static readonly string[] PassingTypes =
    [
        PodConditionType.PodResizePending, PodConditionType.PodResizeInProgress,
        PodConditionType.AllContainersRestarting,
    ];

    private static IEnumerable<PodCondition> Passing(PodObservation seen)
    {
        if (seen.Resize.Pending is { } pending)
        {
            yield return Of(seen, PodConditionType.PodResizePending, true, pending.Reason, pending.Message)
                with { ObservedGeneration = pending.Generation };
        }
        if (seen.Resize.InProgress is { } inProgress)
        {
            yield return Of(seen, PodConditionType.PodResizeInProgress, true, inProgress.Reason, inProgress.Message)
                with { ObservedGeneration = inProgress.Generation };
        }
        if (seen.Ending is { IsByNode: true } disruption)
        {
            yield return Of(
                seen, PodConditionType.DisruptionTarget, true, "TerminationByKubelet",
                disruption.Disruption ?? disruption.Message);
        }
        if (seen.RestartingAll)
            yield return Of(seen, PodConditionType.AllContainersRestarting, true, "", "");
    }

    private static PodCondition Of(PodObservation seen, string type, bool held, string reason, string message)
    {
        string status = held ? ConditionStatus.True : ConditionStatus.False;
        PodCondition? before = seen.Pod.Status.Conditions.FirstOrDefault(condition => condition.Type == type);
        return new PodCondition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            ObservedGeneration = seen.Pod.Metadata.Generation,
            LastTransitionTime = before?.Status == status && before.LastTransitionTime is not null
                ? before.LastTransitionTime
                : new Time(seen.Now),
        };
    }
}
