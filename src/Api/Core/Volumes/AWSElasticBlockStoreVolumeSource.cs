namespace Kubesharp.Api.Core;

/// <summary>A disk of AWS. Served by the driver ebs.csi.aws.com.</summary>
[Definition("io.k8s.api.core.v1.AWSElasticBlockStoreVolumeSource")]
public sealed partial record AWSElasticBlockStoreVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static AWSElasticBlockStoreVolumeSource Empty { get; } = new();

    /// <summary>The disk's ID.</summary>
    [Field(1, "volumeID", Always = true), Required] public string VolumeID { get; init; } = "";
    /// <summary>The file system to mount, such as ext4.</summary>
    [Field(2, "fsType")] public string FsType { get; init; } = "";
    /// <summary>The partition; 0 is the whole disk. Defaults to 0.</summary>
    [Field(3, "partition")] public int Partition { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(4, "readOnly")] public bool ReadOnly { get; init; }
}
