using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Plugins;
using Kubesharp.Scheduler.Plugins.Devices;
using Kubesharp.Scheduler.Plugins.Volumes;
using Kubesharp.Scheduler.Preemption;
using CoreNodeAffinity = Kubesharp.Api.Core.NodeAffinity;

namespace Kubesharp.Scheduler;

/// <summary>Makes a plugin; the arguments are those of its profile, or null.</summary>
public delegate IPlugin PluginFactory(PluginContext context, object? arguments);

/// <summary>
/// The plugins there are, by name: those in the program, and others that a host of the scheduler adds before it starts.
/// </summary>
public sealed class PluginRegistry
{
    private readonly Dictionary<string, PluginFactory> factories = new(StringComparer.Ordinal);

    /// <summary>
    /// The default profile: in upstream's order and with its weights. What has no score has no weight.
    /// </summary>
    public static IReadOnlyList<(string Name, int Weight)> Defaults { get; } =
    [
        (nameof(SchedulingGates), 0),
        (nameof(PrioritySort), 0),
        (nameof(NodeUnschedulable), 0),
        (nameof(NodeName), 0),
        (nameof(TaintToleration), 3),
        (nameof(NodeAffinity), 2),
        (nameof(NodePorts), 0),
        (nameof(NodeResourcesFit), 1),
        (nameof(VolumeRestrictions), 0),
        (nameof(NodeVolumeLimits), 0),
        (nameof(VolumeBinding), 0),
        (nameof(VolumeZone), 0),
        (nameof(PodTopologySpread), 2),
        (nameof(InterPodAffinity), 2),
        (nameof(DynamicResources), 2),
        (nameof(DefaultPreemption), 0),
        (nameof(NodeResourcesBalancedAllocation), 1),
        (nameof(ImageLocality), 1),
        (nameof(DefaultBinder), 0),
        (nameof(NodeDeclaredFeatures), 0),
    ];

    public PluginRegistry()
    {
        Add(nameof(SchedulingGates), static (_, _) => new SchedulingGates());
        Add(nameof(PrioritySort), static (_, _) => new PrioritySort());
        Add(nameof(NodeUnschedulable), static (_, _) => new NodeUnschedulable());
        Add(nameof(NodeName), static (_, _) => new NodeName());
        Add(nameof(TaintToleration), static (_, _) => new TaintToleration());
        Add(nameof(NodeAffinity), static (_, args) => new NodeAffinity(args as CoreNodeAffinity));
        Add(nameof(NodePorts), static (_, _) => new NodePorts());
        Add(nameof(NodeResourcesFit), static (_, args) => new NodeResourcesFit(args as NodeResourcesFitArgs));
        Add(nameof(VolumeRestrictions), static (context, _) =>
            new VolumeRestrictions(context.Snapshot, context.Objects));
        Add(nameof(NodeVolumeLimits), static (context, _) => new NodeVolumeLimits(context.Objects));
        Add(nameof(VolumeBinding), static (context, args) => new VolumeBinding(context, args as VolumeBindingArgs));
        Add(nameof(VolumeZone), static (context, _) => new VolumeZone(context.Objects));
        Add(nameof(PodTopologySpread), static (context, args) =>
            new PodTopologySpread(context.Snapshot, context.Objects, args as PodTopologySpreadArgs));
        Add(nameof(InterPodAffinity), static (context, args) =>
            new InterPodAffinity(context.Snapshot, args as InterPodAffinityArgs));
        Add(nameof(DynamicResources), static (context, _) => new DynamicResources(context));
        Add(nameof(DefaultPreemption), static (context, args) =>
            new DefaultPreemption(context, args as DefaultPreemptionArgs));
        Add(nameof(NodeResourcesBalancedAllocation), static (_, args) =>
            new NodeResourcesBalancedAllocation(args as IReadOnlyList<ResourceWeight>));
        Add(nameof(ImageLocality), static (context, _) => new ImageLocality(context.Snapshot));
        Add(nameof(DefaultBinder), static (context, _) => new DefaultBinder(context));
        Add(nameof(NodeDeclaredFeatures), static (_, _) => new NodeDeclaredFeatures());
    }

    public IReadOnlyCollection<string> Names => factories.Keys;

    /// <summary>Adds a plugin, or puts another in the place of one in the program.</summary>
    public PluginRegistry Add(string name, PluginFactory factory)
    {
        factories[name] = factory;
        return this;
    }

    public bool Has(string name) => factories.ContainsKey(name);

    internal IPlugin Make(string name, PluginContext context, object? arguments) => factories[name](context, arguments);
}
