namespace Kubesharp.Api.Core;

/// <summary>From which nodes a volume can be reached.</summary>
[Definition("io.k8s.api.core.v1.VolumeNodeAffinity")]
public sealed partial record VolumeNodeAffinity
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeNodeAffinity Empty { get; } = new();

    /// <summary>The nodes.</summary>
    [Field(1, "required")] public NodeSelector? Required { get; init; }
}
