namespace Kubesharp.Api.Meta;

/// <summary>The parameters of a list or a watch.</summary>
[ApiKind("v1", "ListOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ListOptions")]
public sealed partial record ListOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static ListOptions Empty { get; } = new();

    /// <summary>Only objects with these labels: app=web,tier in (a, b),!canary. Empty: all.</summary>
    [Field(1, "labelSelector")] public string LabelSelector { get; init; } = "";
    /// <summary>
    /// Only objects with these fields: spec.nodeName=a. Which fields can be asked for depends on the kind. Empty: all.
    /// </summary>
    [Field(2, "fieldSelector")] public string FieldSelector { get; init; } = "";
    /// <summary>Follow changes as a stream of events instead of listing.</summary>
    [Field(3, "watch")] public bool Watch { get; init; }
    /// <summary>Send events of type BOOKMARK too, which only say how far the watch is.</summary>
    [Field(9, "allowWatchBookmarks")] public bool AllowWatchBookmarks { get; init; }
    /// <summary>
    /// Which state to read, or where to start a watch: empty for the newest, 0 for any that is cached, or a revision.
    /// </summary>
    [Field(4, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>
    /// How resourceVersion is meant. Must be empty where resourceVersion is. One of: NotOlderThan, Exact.
    /// </summary>
    [Field(10, "resourceVersionMatch")] public string ResourceVersionMatch { get; init; } = "";
    /// <summary>The call ends after so many seconds, whatever has been sent.</summary>
    [Field(5, "timeoutSeconds")] public long? TimeoutSeconds { get; init; }
    /// <summary>At most so many objects in an answer; more come with continue. 0: all.</summary>
    [Field(7, "limit")] public long Limit { get; init; }
    /// <summary>Where to go on: from the metadata of the page before, with otherwise the same parameters.</summary>
    [Field(8, "continue")] public string Continue { get; init; } = "";
    /// <summary>
    /// A watch begins with an ADDED event for each object there is, then a bookmark with the annotation
    /// k8s.io/initial-events-end. Needs resourceVersionMatch NotOlderThan.
    /// </summary>
    [Field(11, "sendInitialEvents")] public bool? SendInitialEvents { get; init; }
    /// <summary>Only objects whose hash lies in a range; for several clients that share the work. Alpha.</summary>
    [Field(15, "shardSelector")] public string ShardSelector { get; init; } = "";
}
