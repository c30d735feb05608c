namespace Kubesharp.Api.Meta;

/// <summary>A list options.</summary>
[ApiKind("v1", "ListOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ListOptions")]
public sealed partial record ListOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static ListOptions Empty { get; } = new();

    /// <summary>Label selector.</summary>
    [Field(1, "labelSelector")] public string LabelSelector { get; init; } = "";
    /// <summary>Field selector.</summary>
    [Field(2, "fieldSelector")] public string FieldSelector { get; init; } = "";
    /// <summary>Watch.</summary>
    [Field(3, "watch")] public bool Watch { get; init; }
    /// <summary>Allow watch bookmarks.</summary>
    [Field(9, "allowWatchBookmarks")] public bool AllowWatchBookmarks { get; init; }
    /// <summary>Resource version.</summary>
    [Field(4, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>Resource version match. One of: NotOlderThan, Exact.</summary>
    [Field(10, "resourceVersionMatch")] public string ResourceVersionMatch { get; init; } = "";
    /// <summary>Timeout seconds.</summary>
    [Field(5, "timeoutSeconds")] public long? TimeoutSeconds { get; init; }
    /// <summary>Limit.</summary>
    [Field(7, "limit")] public long Limit { get; init; }
    /// <summary>Continue.</summary>
    [Field(8, "continue")] public string Continue { get; init; } = "";
    /// <summary>Send initial events.</summary>
    [Field(11, "sendInitialEvents")] public bool? SendInitialEvents { get; init; }
    /// <summary>Shard selector.</summary>
    [Field(15, "shardSelector")] public string ShardSelector { get; init; } = "";
}
