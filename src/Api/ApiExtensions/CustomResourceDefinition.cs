namespace Kubesharp.Api.ApiExtensions;

/// <summary>A custom resource definition.</summary>
[ApiResource("apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", Namespaced = false,
    ShortNames = ["crd", "crds"], Categories = ["api-extensions"],
    Subresources = ["status"])]
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinition")]
public sealed partial record CustomResourceDefinition : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec", Always = true), Required]
    public CustomResourceDefinitionSpec Spec { get; init; } = CustomResourceDefinitionSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")]
    public CustomResourceDefinitionStatus Status { get; init; } = CustomResourceDefinitionStatus.Empty;
}

/// <summary>What a CustomResourceDefinition should be.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionSpec")]
public sealed partial record CustomResourceDefinitionSpec
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionSpec Empty { get; } = new();

    /// <summary>Group.</summary>
    [Field(1, "group", Always = true), Required] public string Group { get; init; } = "";
    /// <summary>Names.</summary>
    [Field(3, "names", Always = true), Required]
    public CustomResourceDefinitionNames Names { get; init; } = CustomResourceDefinitionNames.Empty;
    /// <summary>Scope. One of: Cluster, Namespaced.</summary>
    [Field(4, "scope", Always = true), Required] public string Scope { get; init; } = "";
    /// <summary>Versions.</summary>
    [Field(7, "versions", Always = true), Required, Atomic]
    public IReadOnlyList<CustomResourceDefinitionVersion> Versions { get; init; } = [];
    /// <summary>Conversion.</summary>
    [Field(9, "conversion")] public CustomResourceConversion? Conversion { get; init; }
    /// <summary>Preserve unknown fields.</summary>
    [Field(10, "preserveUnknownFields")] public bool PreserveUnknownFields { get; init; }
}

/// <summary>One observed condition of a CustomResourceDefinition.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionCondition")]
public sealed partial record CustomResourceDefinitionCondition
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionCondition Empty { get; } = new();

    /// <summary>
    /// Type. One of: Established, NamesAccepted, NonStructuralSchema, Terminating,
    /// KubernetesAPIApprovalPolicyConformant, StorageMigrating.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(3, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(4, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(5, "message")] public string Message { get; init; } = "";
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(6, "observedGeneration")] public long ObservedGeneration { get; init; }
}

/// <summary>What is observed of a CustomResourceDefinition.</summary>
[Definition("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionStatus")]
public sealed partial record CustomResourceDefinitionStatus
{
    /// <summary>The value with nothing set.</summary>
    public static CustomResourceDefinitionStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions", Always = true), MapList("type")]
    public IReadOnlyList<CustomResourceDefinitionCondition> Conditions { get; init; } = [];
    /// <summary>Accepted names.</summary>
    [Field(2, "acceptedNames", Always = true)]
    public CustomResourceDefinitionNames AcceptedNames { get; init; } = CustomResourceDefinitionNames.Empty;
    /// <summary>Stored versions.</summary>
    [Field(3, "storedVersions", Always = true), Atomic] public IReadOnlyList<string> StoredVersions { get; init; } = [];
    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(4, "observedGeneration")] public long ObservedGeneration { get; init; }
}
