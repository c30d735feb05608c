namespace Kubesharp.Api.Core;

/// <summary>One requirement of a scope.</summary>
[Definition("io.k8s.api.core.v1.ScopedResourceSelectorRequirement")]
public sealed partial record ScopedResourceSelectorRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static ScopedResourceSelectorRequirement Empty { get; } = new();

    /// <summary>
    /// The scope. One of: Terminating, NotTerminating, BestEffort, NotBestEffort, PriorityClass,
    /// CrossNamespacePodAffinity, VolumeAttributesClass.
    /// </summary>
    [Field(1, "scopeName", Always = true), Required] public string ScopeName { get; init; } = "";
    /// <summary>
    /// How the scope relates to the values. Only Exists but for PriorityClass and VolumeAttributesClass. One of: In,
    /// NotIn, Exists, DoesNotExist.
    /// </summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>Names of classes. Needed for In and NotIn, forbidden otherwise.</summary>
    [Field(3, "values"), Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
