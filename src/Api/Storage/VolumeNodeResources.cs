namespace Kubesharp.Api.Storage;

/// <summary>How much of a driver fits on a node.</summary>
[Definition("io.k8s.api.storage.v1.VolumeNodeResources")]
public sealed partial record VolumeNodeResources
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeNodeResources Empty { get; } = new();

    /// <summary>How many volumes. Absent: no limit.</summary>
    [Field(1, "count")] public int? Count { get; init; }
}
