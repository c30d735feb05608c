namespace Kubesharp.Api.Core;

/// <summary>Limits what all objects of a namespace may use together.</summary>
[ApiResource("v1", "ResourceQuota", "resourcequotas", ShortNames = ["quota"],
    Subresources = ["status"])]
[Definition("io.k8s.api.core.v1.ResourceQuota")]
public sealed partial record ResourceQuota : ApiObject
{
    /// <summary>The limits.</summary>
    [Field(2, "spec")] public ResourceQuotaSpec Spec { get; init; } = ResourceQuotaSpec.Empty;
    /// <summary>What is used; the controller writes it.</summary>
    [Field(3, "status")] public ResourceQuotaStatus Status { get; init; } = ResourceQuotaStatus.Empty;
}

/// <summary>The limits of a ResourceQuota.</summary>
[Definition("io.k8s.api.core.v1.ResourceQuotaSpec")]
public sealed partial record ResourceQuotaSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceQuotaSpec Empty { get; } = new();

    /// <summary>
    /// The most of each: requests.cpu, limits.memory, persistentvolumeclaims, count/deployments.apps.
    /// </summary>
    [Field(1, "hard")] public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = Maps.None<Quantity>();
    /// <summary>
    /// Only objects in all of these scopes count. Empty: all objects. One of: Terminating, NotTerminating, BestEffort,
    /// NotBestEffort, PriorityClass, CrossNamespacePodAffinity, VolumeAttributesClass.
    /// </summary>
    [Field(2, "scopes"), Atomic] public IReadOnlyList<string> Scopes { get; init; } = [];
    /// <summary>Like scopes, with values: PriorityClass In [high]. All must hold, with scopes too.</summary>
    [Field(3, "scopeSelector")] public ScopeSelector? ScopeSelector { get; init; }
}

/// <summary>What is used of a ResourceQuota.</summary>
[Definition("io.k8s.api.core.v1.ResourceQuotaStatus")]
public sealed partial record ResourceQuotaStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ResourceQuotaStatus Empty { get; } = new();

    /// <summary>The limits that are in force.</summary>
    [Field(1, "hard")] public IReadOnlyDictionary<string, Quantity> Hard { get; init; } = Maps.None<Quantity>();
    /// <summary>How much of each is used.</summary>
    [Field(2, "used")] public IReadOnlyDictionary<string, Quantity> Used { get; init; } = Maps.None<Quantity>();
}
