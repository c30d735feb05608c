namespace Kubesharp.Api.Meta;

/// <summary>
/// What every stored object carries: name, identity, labels, owners and what the server keeps about it.
/// </summary>
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta")]
public sealed partial record ObjectMeta
{
    /// <summary>The value with nothing set.</summary>
    public static ObjectMeta Empty { get; } = new();

    /// <summary>Unique within a namespace and kind; cannot change.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>A prefix; the server appends five random characters when no name is given.</summary>
    [Field(2, "generateName")] public string GenerateName { get; init; } = "";
    /// <summary>The space that the name is unique in. Empty for cluster-scoped kinds.</summary>
    [Field(3, "namespace")] public string Namespace { get; init; } = "";
    /// <summary>No longer filled.</summary>
    [Field(4, "selfLink")] public string SelfLink { get; init; } = "";
    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(5, "uid")] public string Uid { get; init; } = "";
    /// <summary>The store revision of the last write. Opaque to clients, used to detect conflicts.</summary>
    [Field(6, "resourceVersion")] public string ResourceVersion { get; init; } = "";
    /// <summary>Counts the changes of the spec, from 1.</summary>
    [Field(7, "generation")] public long Generation { get; init; }
    /// <summary>When the server stored the object.</summary>
    [Field(8, "creationTimestamp")] public Time? CreationTimestamp { get; init; }
    /// <summary>When the object is due to go; set once deletion was asked for.</summary>
    [Field(9, "deletionTimestamp")] public Time? DeletionTimestamp { get; init; }
    /// <summary>How long the object may take to go, in seconds.</summary>
    [Field(10, "deletionGracePeriodSeconds")] public long? DeletionGracePeriodSeconds { get; init; }
    /// <summary>Keys and values that selectors match on.</summary>
    [Field(11, "labels"), Shared]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Maps.None<string>();
    /// <summary>Keys and values for tools; never matched on.</summary>
    [Field(12, "annotations"), Shared]
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = Maps.None<string>();
    /// <summary>
    /// The objects that this one depends on; when all are gone it is collected. A list keyed by uid.
    /// </summary>
    [Field(13, "ownerReferences"), MapList("uid"), PatchStrategy("merge", "uid"), Shared]
    public IReadOnlyList<OwnerReference> OwnerReferences { get; init; } = [];
    /// <summary>
    /// Who must agree before the object goes. It stays until the list is empty. No value occurs twice.
    /// </summary>
    [Field(14, "finalizers"), SetList, PatchStrategy("merge")]
    public IReadOnlyList<string> Finalizers { get; init; } = [];
    /// <summary>Who last set which field, for server-side apply.</summary>
    [Field(17, "managedFields"), Atomic] public IReadOnlyList<ManagedFieldsEntry> ManagedFields { get; init; } = [];
}
