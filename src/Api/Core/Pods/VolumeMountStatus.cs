namespace Kubesharp.Api.Core;

/// <summary>What is observed of a VolumeMount.</summary>
[Definition("io.k8s.api.core.v1.VolumeMountStatus")]
public sealed partial record VolumeMountStatus
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeMountStatus Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Mount path.</summary>
    [Field(2, "mountPath", Always = true), Required] public string MountPath { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Recursive read only. One of: Disabled, IfPossible, Enabled.</summary>
    [Field(4, "recursiveReadOnly")] public string? RecursiveReadOnly { get; init; }
    /// <summary>Volume status.</summary>
    [Field(5, "volumeStatus")] public VolumeStatus? VolumeStatus { get; init; }
}
