using Kubesharp.Api.Core;

namespace Kubesharp.Api.Storage;

/// <summary>
/// A sort of storage that claims can ask for by name, and who makes volumes of it. The annotation
/// storageclass.kubernetes.io/is-default-class makes it the default.
/// </summary>
[ApiResource("storage.k8s.io/v1", "StorageClass", "storageclasses", Namespaced = false, ShortNames = ["sc"])]
[Definition("io.k8s.api.storage.v1.StorageClass")]
public sealed partial record StorageClass : ApiObject
{
    /// <summary>The driver that makes the volumes. Cannot be changed.</summary>
    [Field(2, "provisioner", Always = true), Required] public string Provisioner { get; init; } = "";
    /// <summary>
    /// Settings for the driver; it alone knows their meaning. Cannot be changed. At most 512, together 256 KiB.
    /// </summary>
    [Field(3, "parameters")] public IReadOnlyDictionary<string, string> Parameters { get; init; } = Maps.None<string>();
    /// <summary>
    /// What becomes of a volume whose claim is gone. Cannot be changed. Defaults to Delete. One of: Recycle, Delete,
    /// Retain.
    /// </summary>
    [Field(4, "reclaimPolicy")] public string? ReclaimPolicy { get; init; }
    /// <summary>Options for mounting the volumes. Not checked: a wrong one makes the mount fail.</summary>
    [Field(5, "mountOptions"), Atomic] public IReadOnlyList<string> MountOptions { get; init; } = [];
    /// <summary>Claims may be made larger afterwards. Defaults to false.</summary>
    [Field(6, "allowVolumeExpansion")] public bool? AllowVolumeExpansion { get; init; }
    /// <summary>
    /// When a volume is made or chosen: at once, or when a Pod that uses the claim has been scheduled, so that both fit
    /// together. Cannot be changed. Defaults to Immediate. One of: Immediate, WaitForFirstConsumer.
    /// </summary>
    [Field(7, "volumeBindingMode")] public string? VolumeBindingMode { get; init; }
    /// <summary>Where volumes may be made. Empty: everywhere. Cannot be changed.</summary>
    [Field(8, "allowedTopologies"), Atomic]
    public IReadOnlyList<TopologySelectorTerm> AllowedTopologies { get; init; } = [];
}
