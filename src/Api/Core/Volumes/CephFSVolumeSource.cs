namespace Kubesharp.Api.Core;

/// <summary>A file system of Ceph. No longer served.</summary>
[Definition("io.k8s.api.core.v1.CephFSVolumeSource")]
public sealed partial record CephFSVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static CephFSVolumeSource Empty { get; } = new();

    /// <summary>Addresses of Ceph's monitors.</summary>
    [Field(1, "monitors", Always = true), Required, Atomic] public IReadOnlyList<string> Monitors { get; init; } = [];
    /// <summary>The folder that is mounted. Defaults to /.</summary>
    [Field(2, "path")] public string Path { get; init; } = "";
    /// <summary>Who logs in at Ceph. Defaults to admin.</summary>
    [Field(3, "user")] public string User { get; init; } = "";
    /// <summary>The file with the user's key. Defaults to /etc/ceph/user.secret.</summary>
    [Field(4, "secretFile")] public string SecretFile { get; init; } = "";
    /// <summary>The Secret with the user's key, in place of secretFile.</summary>
    [Field(5, "secretRef")] public LocalObjectReference? SecretRef { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(6, "readOnly")] public bool ReadOnly { get; init; }
}
