namespace Kubesharp.Api.Core;

/// <summary>How a volume is mounted.</summary>
[Definition("io.k8s.api.core.v1.VolumeMountStatus")]
public sealed partial record VolumeMountStatus
{
    /// <summary>The value with nothing set.</summary>
    public static VolumeMountStatus Empty { get; } = new();

    /// <summary>The volume.</summary>
    [Field(1, "name", Always = true), Required] public string Name { get; init; } = "";
    /// <summary>Where it appears.</summary>
    [Field(2, "mountPath", Always = true), Required] public string MountPath { get; init; } = "";
    /// <summary>Whether the container cannot write to it.</summary>
    [Field(3, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>Whether what is mounted below it is read-only too. One of: Disabled, IfPossible, Enabled.</summary>
    [Field(4, "recursiveReadOnly")] public string? RecursiveReadOnly { get; init; }
    /// <summary>What is observed of the volume itself.</summary>
    [Field(5, "volumeStatus")] public VolumeStatus? VolumeStatus { get; init; }
}
