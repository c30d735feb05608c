namespace Kubesharp.Api.Core;

/// <summary>A volume mount.</summary>
[Definition("io.k8s.api.core.v1.VolumeMount")]
public sealed partial record VolumeMount
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeMount Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(2, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Recursive read only. One of: Disabled, IfPossible, Enabled.</summary>
    [Field(7, "recursiveReadOnly")] public string? RecursiveReadOnly { get; init; }
    /// <summary>Mount path.</summary>
    [Field(3, "mountPath", Always = true), Required] public string MountPath { get; init; } = "";
    /// <summary>Sub path.</summary>
    [Field(4, "subPath")] public string SubPath { get; init; } = "";
    /// <summary>Mount propagation. One of: None, HostToContainer, Bidirectional.</summary>
    [Field(5, "mountPropagation")] public string? MountPropagation { get; init; }
    /// <summary>Sub path expr.</summary>
    [Field(6, "subPathExpr")] public string SubPathExpr { get; init; } = "";
}
