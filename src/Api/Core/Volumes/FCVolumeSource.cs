namespace Kubesharp.Api.Core;

/// <summary>A disk by Fibre Channel.</summary>
[Definition("io.k8s.api.core.v1.FCVolumeSource")]
public sealed partial record FCVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static FCVolumeSource Empty { get; } = new();

    /// <summary>The targets' world wide names.</summary>
    [Field(1, "targetWWNs"), Atomic] public IReadOnlyList<string> TargetWWNs { get; init; } = [];
    /// <summary>The number of the disk at the target.</summary>
    [Field(2, "lun")] public int? Lun { get; init; }
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(3, "fsType")] public string FsType { get; init; } = "";
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(4, "readOnly")] public bool ReadOnly { get; init; }
    /// <summary>The disk's world wide identifiers, in place of targetWWNs and lun.</summary>
    [Field(5, "wwids"), Atomic] public IReadOnlyList<string> Wwids { get; init; } = [];
}
