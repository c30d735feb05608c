namespace Kubesharp.Api.Core;

/// <summary>A volume in a container's file system.</summary>
[Definition("io.k8s.api.core.v1.VolumeMount")]
public sealed partial record VolumeMount
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeMount Empty { get; } = new();

    /// <summary>The volume, as spec.volumes calls it.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Whether the container cannot write to it. Defaults to false.</summary>
    [Field(2, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>
    /// Whether what is mounted below it is read-only too. Only with readOnly. Defaults to Disabled. One of: Disabled,
    /// IfPossible, Enabled.
    /// </summary>
    [Field(7, "recursiveReadOnly")] public string? RecursiveReadOnly { get; init; }
    /// <summary>Where it appears. Without a colon.</summary>
    [Field(3, "mountPath", Always = true), Required] public string MountPath { get; init; } = "";
    /// <summary>Only this path of the volume. Defaults to its top.</summary>
    [Field(4, "subPath")] public string SubPath { get; init; } = "";
    /// <summary>
    /// Whether mounts made later are seen by the container, and by the node. Defaults to None. One of: None,
    /// HostToContainer, Bidirectional.
    /// </summary>
    [Field(5, "mountPropagation")] public string? MountPropagation { get; init; }
    /// <summary>Like subPath, with variables: logs/$(POD_NAME). Not together with subPath.</summary>
    [Field(6, "subPathExpr")] public string SubPathExpr { get; init; } = "";
}
