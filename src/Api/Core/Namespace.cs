namespace Kubesharp.Api.Core;

/// <summary>A space that names are unique in. Deleting it deletes all that is in it.</summary>
[ApiResource("v1", "Namespace", "namespaces", Namespaced = false, ShortNames = ["ns"],
    Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
    Subresources = ["finalize", "status"])]
[Definition("io.k8s.api.core.v1.Namespace")]
public sealed partial record Namespace : ApiObject
{
    /// <summary>What must be done before it is gone.</summary>
    [Field(2, "spec")] public NamespaceSpec Spec { get; init; } = NamespaceSpec.Empty;
    /// <summary>Whether it is being deleted, and what holds it up.</summary>
    [Field(3, "status")] public NamespaceStatus Status { get; init; } = NamespaceStatus.Empty;
}

/// <summary>What must be done before a Namespace is gone.</summary>
[Definition("io.k8s.api.core.v1.NamespaceSpec")]
public sealed partial record NamespaceSpec
{
    /// <summary>The value with nothing set.</summary>
    public static NamespaceSpec Empty { get; } = new();

    /// <summary>
    /// Who must have finished before it is gone. The namespace controller removes kubernetes once nothing is left in
    /// it.
    /// </summary>
    [Field(1, "finalizers"), Atomic] public IReadOnlyList<string> Finalizers { get; init; } = [];
}

/// <summary>Whether a Namespace is being deleted.</summary>
[Definition("io.k8s.api.core.v1.NamespaceStatus")]
public sealed partial record NamespaceStatus
{
    /// <summary>The value with nothing set.</summary>
    public static NamespaceStatus Empty { get; } = new();

    /// <summary>Active, or Terminating: then nothing new can be made in it. One of: Active, Terminating.</summary>
    [Field(1, "phase")] public string Phase { get; init; } = "";
    /// <summary>What holds its deletion up, one entry for each type.</summary>
    [Field(2, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<NamespaceCondition> Conditions { get; init; } = [];
}

/// <summary>One observed condition of a Namespace that is being deleted.</summary>
[Definition("io.k8s.api.core.v1.NamespaceCondition")]
public sealed partial record NamespaceCondition
{
    /// <summary>The value with nothing set.</summary>
    public static NamespaceCondition Empty { get; } = new();

    /// <summary>
    /// What holds it up: kinds that could not be found out, objects that could not be deleted, objects that are left,
    /// finalizers that are left. One of: NamespaceDeletionDiscoveryFailure, NamespaceDeletionContentFailure,
    /// NamespaceDeletionGroupVersionParsingFailure, NamespaceContentRemaining, NamespaceFinalizersRemaining.
    /// </summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Whether it holds. One of: True, False, Unknown.</summary>
    [Field(2, "status", Always = true), Required] public string Status { get; init; } = "";
    /// <summary>When the status last changed from one value to another.</summary>
    [Field(4, "lastTransitionTime", Always = true)] public Time? LastTransitionTime { get; init; }
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(5, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(6, "message")] public string Message { get; init; } = "";
}
