namespace Kubesharp.Scheduler.Framework;

/// <summary>Where in a scheduling attempt plugins are called.</summary>
public enum ExtensionPoint
{
    PreEnqueue, QueueSort, PreFilter, Filter, PostFilter, PreScore, Score, Reserve, Permit, PreBind, Bind, PostBind,
}

/// <summary>
/// The plugins of a profile: which are called where, in which order, and how much their scores weigh.
/// </summary>
public sealed class PluginSet
{
    private readonly Dictionary<ExtensionPoint, IReadOnlyList<IPlugin>> points = [];
    private readonly IReadOnlyDictionary<string, int> weights;

    /// <summary>Every plugin at every point that it implements, in the order given.</summary>
    public PluginSet(IReadOnlyList<(IPlugin Plugin, int Weight)> plugins)
    {
        All = [.. plugins.Select(static entry => entry.Plugin)];
        weights = plugins.ToDictionary(static entry => entry.Plugin.Name, static entry => entry.Weight);
    }

    /// <summary>Points that are not named have every plugin that implements them.</summary>
    internal PluginSet(
        IReadOnlyList<IPlugin> all, IReadOnlyDictionary<ExtensionPoint, IReadOnlyList<IPlugin>> points,
        IReadOnlyDictionary<string, int> weights)
    {
        All = all;
        this.points = new(points);
        this.weights = weights;
    }

    public IReadOnlyList<IPlugin> All { get; }

    internal int WeightOf(string plugin) => weights.GetValueOrDefault(plugin) is > 0 and int weight ? weight : 1;

    internal T[] At<T>(ExtensionPoint point)
        where T : IPlugin => [.. points.GetValueOrDefault(point, All).OfType<T>()];
}
