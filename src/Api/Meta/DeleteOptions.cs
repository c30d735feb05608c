namespace Kubesharp.Api.Meta;

/// <summary>A delete options.</summary>
[ApiKind("v1", "DeleteOptions")]
[Definition("io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions")]
public sealed partial record DeleteOptions : IKind
{
    /// <summary>The value with nothing set.</summary>
    public static DeleteOptions Empty { get; } = new();

    /// <summary>Grace period seconds.</summary>
    [Field(1, "gracePeriodSeconds")] public long? GracePeriodSeconds { get; init; }
    /// <summary>Preconditions.</summary>
    [Field(2, "preconditions")] public Preconditions? Preconditions { get; init; }
    /// <summary>Orphan dependents.</summary>
    [Field(3, "orphanDependents")] public bool? OrphanDependents { get; init; }
    /// <summary>Propagation policy. One of: Orphan, Background, Foreground.</summary>
    [Field(4, "propagationPolicy")] public string? PropagationPolicy { get; init; }
    /// <summary>Dry run.</summary>
    [Field(5, "dryRun"), Atomic] public IReadOnlyList<string> DryRun { get; init; } = [];
    /// <summary>Ignore store read error with cluster breaking potential.</summary>
    [Field(6, "ignoreStoreReadErrorWithClusterBreakingPotential")]
    public bool? IgnoreStoreReadErrorWithClusterBreakingPotential { get; init; }
}
