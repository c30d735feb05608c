namespace Kubesharp.Api.Meta;

/// <summary>What every list carries.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta")]
public sealed partial record ListMeta
{
    /// <summary>The value with nothing set.</summary>
    public static ListMeta Empty { get; } = new();

    /// <summary>Self link.</summary>
    [Field(1, "selfLink")] public string SelfLink { get; init; } = "";
    /// <summary>Resource version.</summary>
    [Field(2, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>Continue.</summary>
    [Field(3, "continue")] public string Continue { get; init; } = "";
    /// <summary>Remaining item count.</summary>
    [Field(4, "remainingItemCount")] public long? RemainingItemCount { get; init; }
    /// <summary>Shard info.</summary>
    [Field(5, "shardInfo")] public ShardInfo? ShardInfo { get; init; }
}
