namespace Kubesharp.Api.Storage;

/// <summary>A volume node resources.</summary>
[Definition("io.k8s.api.storage.v1.VolumeNodeResources")]
public sealed partial record VolumeNodeResources
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeNodeResources Empty { get; } = new();

    /// <summary>Count.</summary>
    [Field(1, "count")] public int? Count { get; init; }
}
