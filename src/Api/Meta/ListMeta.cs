namespace Kubesharp.Api.Meta;

/// <summary>What every list carries besides its items.</summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta")]
public sealed partial record ListMeta
{
    /// <summary>The value with nothing set.</summary>
    public static ListMeta Empty { get; } = new();

    /// <summary>No longer filled.</summary>
    [Field(1, "selfLink")] public string SelfLink { get; init; } = "";
    /// <summary>
    /// The revision that the list is a snapshot of; a watch from it on misses nothing. Opaque to clients but for
    /// comparison.
    /// </summary>
    [Field(2, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>
    /// Ask with it for the next page of the same snapshot. Empty: this is the last page. It expires after some minutes,
    /// which 410 says.
    /// </summary>
    [Field(3, "continue")] public string Continue { get; init; } = "";
    /// <summary>
    /// How many more items follow on later pages, roughly. Absent on the last page and for lists with selectors.
    /// </summary>
    [Field(4, "remainingItemCount")] public long? RemainingItemCount { get; init; }
    /// <summary>Which part of a sharded list this is. Absent for a whole list.</summary>
    [Field(5, "shardInfo")] public ShardInfo? ShardInfo { get; init; }
}
