namespace Kubesharp.Api.ApiExtensions;

/// <summary>A kind of the users' own. Its name is PLURAL.GROUP.</summary>
[ApiResource("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced = false,
    ShortNames = ["crd", "crds"], Categories = ["api-extensions"],
    Subresources = ["status"])]
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition")]
public sealed partial record CustomResourceDefinition : ApiObject
{
    /// <summary>What the kind is.</summary>
    [Field(2, "spec", Always = true), Required]
    public CustomResourceDefinitionSpec Spec { get; init; } = CustomResourceDefinitionSpec.Empty;
    /// <summary>Whether it is served; controllers write it.</summary>
    [Field(3, "status")]
    public CustomResourceDefinitionStatus Status { get; init; } = CustomResourceDefinitionStatus.Empty;
}

/// <summary>What a kind of the users' own is.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec")]
public sealed partial record CustomResourceDefinitionSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionSpec Empty { get; } = new();

    /// <summary>Its group, a domain name: example.com. Paths begin with /apis/GROUP. Cannot be changed.</summary>
    [Field(1, "group", Always = true), Required] public string Group { get; init; } = "";
    /// <summary>What it is called.</summary>
    [Field(3, "names", Always = true), Required]
    public CustomResourceDefinitionNames Names { get; init; } = CustomResourceDefinitionNames.Empty;
    /// <summary>Whether objects live in a namespace. Cannot be changed. One of: Cluster, Namespaced.</summary>
    [Field(4, "scope", Always = true), Required] public string Scope { get; init; } = "";
    /// <summary>Its versions. Exactly one is that which is stored.</summary>
    [Field(7, "versions", Always = true), Required, Atomic]
    public IReadOnlyList<CustomResourceDefinitionVersion> Versions { get; init; } = [];
    /// <summary>How objects of one version become objects of another.</summary>
    [Field(9, "conversion")] public CustomResourceConversion? Conversion { get; init; }
    /// <summary>Must be false: keep unknown fields with x-kubernetes-preserve-unknown-fields in the schema.</summary>
    [Field(10, "preserveUnknownFields")] public bool PreserveUnknownFields { get; init; }
}

/// <summary>One observed condition of a CustomResourceDefinition.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition")]
public sealed partial record CustomResourceDefinitionCondition
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionCondition Empty { get; } = new();

    /// <summary>
    /// What the condition is about: it is served, its names are free, its schema is at fault, it is being deleted, it
    /// may use a name below k8s.io, objects are being stored anew. One of: Established, NamesAccepted,
    /// NonStructuralSchema, Terminating, KubernetesAPIApprovalPolicyConformant, StorageMigrating.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
    /// <summary>The generation of the definition that the condition speaks of.</summary>
    [Field(6, "observedGeneration")] public long ObservedGeneration { get; init; }
}

/// <summary>Whether a kind of the users' own is served.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus")]
public sealed partial record CustomResourceDefinitionStatus
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions", Always = true), MapList("type")]
    public IReadOnlyList<CustomResourceDefinitionCondition> Conditions { get; init; } = [];
    /// <summary>The names that it is served under; others were taken.</summary>
    [Field(2, "acceptedNames", Always = true)]
    public CustomResourceDefinitionNames AcceptedNames { get; init; } = CustomResourceDefinitionNames.Empty;
    /// <summary>
    /// Every version that objects have ever been stored in. One may be taken away when no object is stored in it any
    /// more, and only then leave the spec.
    /// </summary>
    [Field(3, "storedVersions", Always = true), Atomic] public IReadOnlyList<string> StoredVersions { get; init; } = [];
    /// <summary>The generation of the definition that this status speaks of.</summary>
    [Field(4, "observedGeneration")] public long ObservedGeneration { get; init; }
}
