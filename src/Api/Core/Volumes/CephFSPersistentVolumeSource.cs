namespace Kubesharp.Api.Core;

/// <summary>Where a ceph FS persistent volume comes from.</summary>
[Definition("io.k8s.api.core.v1.CephFSPersistentVolumeSource")]
public sealed partial record CephFSPersistentVolumeSource
{
    /// <summary>The value with nothing set.</summary>
    public static CephFSPersistentVolumeSource Empty { get; } = new();

    /// <summary>Monitors.</summary>
    [Field(1, "monitors", Always = true), Required, Atomic] public IReadOnlyList<string> Monitors { get; init; } = [];
    /// <summary>Path.</summary>
    [Field(2, "path")] public string Path { get; init; } = "";
    /// <summary>User.</summary>
    [Field(3, "user")] public string User { get; init; } = "";
    /// <summary>Secret file.</summary>
    [Field(4, "secretFile")] public string SecretFile { get; init; } = "";
    /// <summary>The Secret that holds the credentials.</summary>
    [Field(5, "secretRef")] public SecretReference? SecretRef { get; init; }
    /// <summary>Whether writing is refused. Defaults to false.</summary>
    [Field(6, "readOnly")] public bool ReadOnly { get; init; }
}
