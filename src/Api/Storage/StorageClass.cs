using Kubesharp.Api.Core;

namespace Kubesharp.Api.Storage;

/// <summary>A storage class.</summary>
[ApiResource("storage.k8s.io/v1", "StorageClass", "storageclasses", Namespaced = false, ShortNames = ["sc"])]
[Definition("io.k8s.api.storage.v1.StorageClass")]
public sealed partial record StorageClass : ApiObject
{
    /// <summary>Provisioner.</summary>
    [Field(2, "provisioner", Always = true), Required] public string Provisioner { get; init; } = "";
    /// <summary>Parameters.</summary>
    [Field(3, "parameters")] public IReadOnlyDictionary<string, string> Parameters { get; init; } = Maps.None<string>();
    /// <summary>Reclaim policy. One of: Recycle, Delete, Retain.</summary>
    [Field(4, "reclaimPolicy")] public string? ReclaimPolicy { get; init; }
    /// <summary>Mount options.</summary>
    [Field(5, "mountOptions"), Atomic] public IReadOnlyList<string> MountOptions { get; init; } = [];
    /// <summary>Allow volume expansion.</summary>
    [Field(6, "allowVolumeExpansion")] public bool? AllowVolumeExpansion { get; init; }
    /// <summary>Volume binding mode. One of: Immediate, WaitForFirstConsumer.</summary>
    [Field(7, "volumeBindingMode")] public string? VolumeBindingMode { get; init; }
    /// <summary>Allowed topologies.</summary>
    [Field(8, "allowedTopologies"), Atomic]
    public IReadOnlyList<TopologySelectorTerm> AllowedTopologies { get; init; } = [];
}
