using Kubesharp.Scheduler.Extenders;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Queue;

namespace Kubesharp.Scheduler.Configuration;

/// <summary>How a scheduler is set up; what a KubeSchedulerConfiguration file says.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Defaults to one: the default profile.</summary>
    public IReadOnlyList<ProfileOptions> Profiles { get; init; } = [new()];
    /// <summary>Nodes to find before scoring, in percent. 0: as many as the size of the cluster calls for.</summary>
    public int PercentageOfNodesToScore { get; init; }
    public QueueOptions Queue { get; init; } = new();
    public IReadOnlyList<ExtenderOptions> Extenders { get; init; } = [];
    /// <summary>
    /// After how long a Pod that was bound but never shown as bound no longer counts. Null (upstream's default): never.
    /// </summary>
    public TimeSpan? AssumedMax { get; init; }
    /// <summary>Bindings under way at once. Enough to keep the API server busy, few enough to fail cheaply.</summary>
    public int BindingsMax { get; init; } = 256;
    /// <summary>Plugins besides those in the program.</summary>
    public PluginRegistry Plugins { get; init; } = new();
}

/// <summary>One profile: a scheduler's name and which plugins serve it.</summary>
public sealed record ProfileOptions
{
    public string SchedulerName { get; init; } = Profile.DefaultName;
    public int? PercentageOfNodesToScore { get; init; }
    /// <summary>Changes at all points at once.</summary>
    public PluginChanges MultiPoint { get; init; } = PluginChanges.None;
    /// <summary>Changes at one point.</summary>
    public IReadOnlyDictionary<ExtensionPoint, PluginChanges> Points { get; init; } =
        new Dictionary<ExtensionPoint, PluginChanges>();
    /// <summary>Arguments by plugin.</summary>
    public IReadOnlyDictionary<string, object> Arguments { get; init; } = new Dictionary<string, object>();
}

/// <summary>Plugins switched on (with a weight; 0: the default) and off (<c>*</c>: all the default ones).</summary>
public sealed record PluginChanges(IReadOnlyList<(string Name, int Weight)> Enabled, IReadOnlyList<string> Disabled)
{
    public static PluginChanges None { get; } = new([], []);
}
