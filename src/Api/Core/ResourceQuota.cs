namespace Kubesharp.Api.Core;

/// <summary>A resource quota.</summary>
[ApiResource("v1", "ResourceQuota", "resourcequotas", ShortNames = ["quota"],
    Subresources = ["status"])]
[Definition("io.k8s.api.core.v1.ResourceQuota")]
public sealed partial record ResourceQuota : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public ResourceQuotaSpec Spec { get; init; } = ResourceQuotaSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public ResourceQuotaStatus Status { get; init; } = ResourceQuotaStatus.Empty;
}

/// <summary>What a ResourceQuota should be.</summary>
[Definition("io.k8s.api.core.v1.ResourceQuotaSpec")]
public sealed partial record ResourceQuotaSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceQuotaSpec Empty { get; } = new();

    /// <summary>Hard.</summary>
    [Field(1, "hard")] public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = Maps.None<Quantity>();
    /// <summary>
    /// Scopes. One of: Terminating, NotTerminating, BestEffort, NotBestEffort, PriorityClass,
    /// CrossNamespacePodAffinity, VolumeAttributesClass.
    /// </summary>
    [Field(2, "scopes"), Atomic] public IReadOnlyList<string> Scopes { get; init; } = [];
    /// <summary>Scope selector.</summary>
    [Field(3, "scopeSelector")] public ScopeSelector? ScopeSelector { get; init; }
}

/// <summary>What is observed of a ResourceQuota.</summary>
[Definition("io.k8s.api.core.v1.ResourceQuotaStatus")]
public sealed partial record ResourceQuotaStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceQuotaStatus Empty { get; } = new();

    /// <summary>Hard.</summary>
    [Field(1, "hard")] public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = Maps.None<Quantity>();
    /// <summary>Used.</summary>
    [Field(2, "used")] public IReadOnlyDictionary<string, Quantity> Used { get; init; } = Maps.None<Quantity>();
}
