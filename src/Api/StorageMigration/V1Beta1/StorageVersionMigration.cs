using Kubesharp.Api.Meta;

namespace Kubesharp.Api.StorageMigration.V1Beta1;

/// <summary>Has all objects of a resource stored anew, in the version that is stored now.</summary>
[ApiResource("storagemigration.k8s.io/v1beta1", "StorageVersionMigration", "storageversionmigrations", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.storagemigration.v1beta1.StorageVersionMigration")]
public sealed partial record StorageVersionMigration : ApiObject
{
    /// <summary>Which resource. Cannot be changed.</summary>
    [Field(2, "spec")] public StorageVersionMigrationSpec Spec { get; init; } = StorageVersionMigrationSpec.Empty;
    /// <summary>How far it is.</summary>
    [Field(3, "status")]
    public StorageVersionMigrationStatus Status { get; init; } = StorageVersionMigrationStatus.Empty;
}

/// <summary>Which resource is stored anew.</summary>
[Definition("io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationSpec")]
public sealed partial record StorageVersionMigrationSpec
{
    /// <summary>The value with nothing set.</summary>
    public static StorageVersionMigrationSpec Empty { get; } = new();

    /// <summary>Which resource, by group and plural.</summary>
    [Field(1, "resource", Always = true), Required] public GroupResource Resource { get; init; } = GroupResource.Empty;
}

/// <summary>How far a migration is.</summary>
[Definition("io.k8s.api.storagemigration.v1beta1.StorageVersionMigrationStatus")]
public sealed partial record StorageVersionMigrationStatus
{
    /// <summary>The value with nothing set.</summary>
    public static StorageVersionMigrationStatus Empty { get; } = new();

    /// <summary>Running, Succeeded or Failed, one entry for each type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    /// <summary>The revision up to which objects are stored anew; later ones have the new version anyway.</summary>
    [Field(2, "resourceVersion")] public string ResourceVersion { get; init; } = "";
}
