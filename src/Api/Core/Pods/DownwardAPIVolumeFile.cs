namespace Kubesharp.Api.Core;

/// <summary>A file that holds something about the Pod itself.</summary>
[Definition("io.k8s.api.core.v1.DownwardAPIVolumeFile")]
public sealed partial record DownwardAPIVolumeFile
{
    /// <summary>The value with nothing set.</summary>
    public static DownwardAPIVolumeFile Empty { get; } = new();

    /// <summary>The file, relative to the volume, without ..</summary>
    [Field(1, "path", Always = true), Required] public string Path { get; init; } = "";
    /// <summary>
    /// A field of the Pod: metadata.labels, metadata.annotations, metadata.name, metadata.namespace, metadata.uid.
    /// </summary>
    [Field(2, "fieldRef")] public ObjectFieldSelector? FieldRef { get; init; }
    /// <summary>A limit or request of a container.</summary>
    [Field(3, "resourceFieldRef")] public ResourceFieldSelector? ResourceFieldRef { get; init; }
    /// <summary>
    /// The file's mode: octal 0 to 0777 in YAML, decimal in JSON. Defaults to the volume's defaultMode.
    /// </summary>
    [Field(4, "mode")] public int? Mode { get; init; }
}
