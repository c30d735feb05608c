using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Plugins;

/// <summary>Keeps a Pod out of the queue while it has scheduling gates (KEP-3521).</summary>
public sealed class SchedulingGates : IPreEnqueuePlugin
{
    public string Name => nameof(SchedulingGates);

    public Status PreEnqueue(PodInfo pod) => pod.Pod.Spec.SchedulingGates.Count == 0
        ? Status.Success
        : Status.Unresolvable("Scheduling is blocked due to non-empty scheduling gates");
}
