using Kubesharp.Api.Core;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>A Pod with gates is not looked at until the last one is taken away (KEP-3521).</summary>
public sealed class SchedulingGates : IPreEnqueuePlugin
{
    public string Name => nameof(SchedulingGates);

    public IReadOnlyList<EventRegistration> Events { get; } =
        [new(EventResource.TargetPod, EventAction.PodGatesRemoved)];

    public Status PreEnqueue(PodInfo pod)
    {
        IReadOnlyList<PodSchedulingGate> gates = pod.Pod.Spec.SchedulingGates;
        return gates.Count == 0
            ? Status.Success
            : Status.Unresolvable(
                $"waiting for scheduling gates: [{string.Join(' ', gates.Select(static gate => gate.Name))}]");
    }
}
