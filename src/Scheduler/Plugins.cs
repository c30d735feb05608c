using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins;

namespace Kubesharp.Scheduler;

/// <summary>The default profile: the plugins in the order of upstream's.</summary>
public static class DefaultPlugins
{
    public static IReadOnlyList<IPlugin> All { get; } =
    [
        new SchedulingGates(),
        new NodeUnschedulable(),
        new NodeName(),
        new TaintToleration(),
        new NodeAffinity(),
        new NodePorts(),
        new NodeResourcesFit(),
        new NodeResourcesBalancedAllocation(),
    ];
}
