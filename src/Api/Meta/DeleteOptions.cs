namespace Kubesharp.Api.Meta;

/// <summary>How to delete an object.</summary>
[ApiKind("v1", "DeleteOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")]
public sealed partial record DeleteOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static DeleteOptions Empty { get; } = new();

    /// <summary>
    /// How long the object may take to end, in seconds; 0 deletes at once. Defaults to what the kind or the object
    /// says; only Pods wait.
    /// </summary>
    [Field(1, "gracePeriodSeconds")] public long? GracePeriodSeconds { get; init; }
    /// <summary>The deletion happens only when these hold; otherwise the answer is 409.</summary>
    [Field(2, "preconditions")] public Preconditions? Preconditions { get; init; }
    /// <summary>
    /// Deprecated in favour of propagationPolicy; only one of the two may be set. True: dependents stay and lose their
    /// owner.
    /// </summary>
    [Field(3, "orphanDependents")] public bool? OrphanDependents { get; init; }
    /// <summary>
    /// What becomes of objects that name this one as their owner: they stay (Orphan), go afterwards (Background), or go
    /// first (Foreground). Defaults to what the kind says, mostly Background. One of: Orphan, Background, Foreground.
    /// </summary>
    [Field(4, "propagationPolicy")] public string? PropagationPolicy { get; init; }
    /// <summary>All: go through everything but store nothing. Empty: store.</summary>
    [Field(5, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>
    /// Deletes an object that can be neither read nor decoded, without finalizers, preconditions and admission. It may
    /// leave the cluster with loose ends; only where nothing else helps.
    /// </summary>
    [Field(6, "ignoreStoreReadErrorWithClusterBreakingPotential")]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
