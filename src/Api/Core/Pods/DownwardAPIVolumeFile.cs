namespace Kubesharp.Api.Core;

/// <summary>A downward API volume file.</summary>
[Definition("io.k8s.api.core.v1.DownwardAPIVolumeFile")]
public sealed partial record DownwardAPIVolumeFile
{
    /// <summary>The value with nothing set.</summary>
    public static DownwardAPIVolumeFile Empty { get; } = new();

    /// <summary>Path.</summary>
    [Field(1, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>Field ref.</summary>
    [Field(2, "fieldRef")] public ObjectFieldSelector? FieldRef { get; init; }
    /// <summary>Resource field ref.</summary>
    [Field(3, "resourceFieldRef")] public ResourceFieldSelector? ResourceFieldRef { get; init; }
    /// <summary>Mode.</summary>
    [Field(4, "mode")] public int? Mode { get; init; }
}
