namespace Kubesharp.Scheduler.Extenders;

/// <summary>A process of somebody else's that has a say over HTTP.</summary>
public sealed record ExtenderOptions
{
    public required Uri Url { get; init; }
    /// <summary>The path below the URL; empty when the extender does not filter.</summary>
    public string FilterVerb { get; init; } = "";
    public string PrioritizeVerb { get; init; } = "";
    public string BindVerb { get; init; } = "";
    /// <summary>How much its scores (0 to 10) count beside those of plugins.</summary>
    public long Weight { get; init; } = 1;
    /// <summary>Defaults to 5 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>It knows the nodes itself: names are sent, not objects.</summary>
    public bool NodeCacheCapable { get; init; }
    /// <summary>Its failure does not keep Pods from being placed.</summary>
    public bool Ignorable { get; init; }
    /// <summary>It has a say only over Pods that ask for one of these resources. Empty: over all.</summary>
    public IReadOnlyList<string> ManagedResources { get; init; } = [];
    /// <summary>Those of the managed resources that the scheduler itself does not count.</summary>
    public IReadOnlyList<string> IgnoredResources { get; init; } = [];
}
