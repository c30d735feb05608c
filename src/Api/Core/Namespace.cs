namespace Kubesharp.Api.Core;

/// <summary>A space that names are unique in.</summary>
[ApiResource("v1", "Namespace", "namespaces", Namespaced = false, ShortNames = ["ns"],
    Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
    Subresources = ["finalize", "status"])]
[Definition("io.k8s.api.core.v1.Namespace")]
public sealed partial record Namespace : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public NamespaceSpec Spec { get; init; } = NamespaceSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public NamespaceStatus Status { get; init; } = NamespaceStatus.Empty;
}

/// <summary>What a Namespace should be.</summary>
[Definition("io.k8s.api.core.v1.NamespaceSpec")]
public sealed partial record NamespaceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static NamespaceSpec Empty { get; } = new();

    /// <summary>Finalizers. One of: kubernetes.</summary>
    [Field(1, "finalizers"), Atomic] public IReadOnlyList<string> Finalizers { get; init; } = [];
}

/// <summary>What is observed of a Namespace.</summary>
[Definition("io.k8s.api.core.v1.NamespaceStatus")]
public sealed partial record NamespaceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NamespaceStatus Empty { get; } = new();

    /// <summary>Phase. One of: Active, Terminating.</summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<NamespaceCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a Namespace.</summary>
[Definition("io.k8s.api.core.v1.NamespaceCondition")]
public sealed partial record NamespaceCondition
{
    /// <summary>The value with nothing set.</summary>
    public static NamespaceCondition Empty { get; } = new();

    /// <summary>
    /// Type. One of: NamespaceDeletionDiscoveryFailure, NamespaceDeletionContentFailure,
    /// NamespaceDeletionGroupVersionParsingFailure, NamespaceContentRemaining, NamespaceFinalizersRemaining.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Status. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string Message { get; init; } = "";
}
