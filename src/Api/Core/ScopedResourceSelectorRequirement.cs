namespace Kubesharp.Api.Core;

/// <summary>A scoped resource selector requirement.</summary>
[Definition("io.k8s.api.core.v1.ScopedResourceSelectorRequirement")]
public sealed partial record ScopedResourceSelectorRequirement
{
    /// <summary>The value with nothing set.</summary>
    public static ScopedResourceSelectorRequirement Empty { get; } = new();

    /// <summary>
    /// Scope name. One of: Terminating, NotTerminating, BestEffort, NotBestEffort, PriorityClass,
    /// CrossNamespacePodAffinity, VolumeAttributesClass.
    /// </summary>
    [Field(1, "scopeName", Always = true), Required] public string ScopeName { get; init; } = "";
    /// <summary>Operator. One of: In, NotIn, Exists, DoesNotExist.</summary>
    [Field(2, "operator", Always = true), Required] public string Operator { get; init; } = "";
    /// <summary>Values.</summary>
    [Field(3, "values"), Atomic] public IReadOnlyList<string> Values { get; init; } = [];
}
