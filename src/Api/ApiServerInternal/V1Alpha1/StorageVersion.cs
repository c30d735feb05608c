namespace Kubesharp.Api.ApiServerInternal.V1Alpha1;

/// <summary>In which version each server stores a resource. Its name is GROUP.RESOURCE. Servers write it.</summary>
[ApiResource("internal.apiserver.k8s.io/v1alpha1", "StorageVersion", "storageversions", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.apiserverinternal.v1alpha1.StorageVersion")]
public sealed partial record StorageVersion : ApiObject
{
    /// <summary>Empty.</summary>
    [Field(2, "spec", Always = true)] public StorageVersionSpec Spec { get; init; } = StorageVersionSpec.Empty;
    /// <summary>What the servers say.</summary>
    [Field(3, "status", Always = true)] public StorageVersionStatus Status { get; init; } = StorageVersionStatus.Empty;
}

/// <summary>Empty.</summary>
[Definition("io.k8s.api.apiserverinternal.v1alpha1.StorageVersionSpec")]
public sealed partial record StorageVersionSpec
{
    /// <summary>The value with nothing set.</summary>
    public static StorageVersionSpec Empty { get; } = new();
}

/// <summary>In which version servers store a resource.</summary>
[Definition("io.k8s.api.apiserverinternal.v1alpha1.StorageVersionStatus")]
public sealed partial record StorageVersionStatus
{
    /// <summary>The value with nothing set.</summary>
    public static StorageVersionStatus Empty { get; } = new();

    /// <summary>One entry a server.</summary>
    [Field(1, "storageVersions"), MapList("apiServerID")]
    public IReadOnlyList<ServerStorageVersion> StorageVersions { get; init; } = [];
    /// <summary>The version, where all servers store in the same. Absent: they do not.</summary>
    [Field(2, "commonEncodingVersion")] public string? CommonEncodingVersion { get; init; }
    /// <summary>Whether they agree, one entry for each type.</summary>
    [Field(3, "conditions"), MapList("type")]
    public IReadOnlyList<StorageVersionCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a StorageVersion.</summary>
[Definition("io.k8s.api.apiserverinternal.v1alpha1.StorageVersionCondition")]
public sealed partial record StorageVersionCondition
{
    /// <summary>The value with nothing set.</summary>
    public static StorageVersionCondition Empty { get; } = new();

    /// <summary>What the condition is about: all servers write the same version (AllEncodingVersionsEqual).</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>The generation of the object that the condition speaks of.</summary>
    [Field(3, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime")] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason", Always = true), Required] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message"), Required] public string Message { get; init; } = "";
}
