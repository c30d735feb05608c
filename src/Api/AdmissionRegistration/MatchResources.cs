using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A match resources.</summary>
[Definition("io.k8s.api.admissionregistration.v1.MatchResources", Atomic = true)]
public sealed partial record MatchResources
{
    /// <summary>The value with nothing set.</summary>
    public static MatchResources Empty { get; } = new();

    /// <summary>Namespace selector.</summary>
    [Field(1, "namespaceSelector")] public LabelSelector? NamespaceSelector { get; init; }
    /// <summary>Object selector.</summary>
    [Field(2, "objectSelector")] public LabelSelector? ObjectSelector { get; init; }
    /// <summary>Resource rules.</summary>
    [Field(3, "resourceRules"), Atomic] public IReadOnlyList<NamedRuleWithOperations> ResourceRules { get; init; } = [];
    /// <summary>Exclude resource rules.</summary>
    [Field(4, "excludeResourceRules"), Atomic]
    public IReadOnlyList<NamedRuleWithOperations> ExcludeResourceRules { get; init; } = [];
    /// <summary>Match policy. One of: Exact, Equivalent.</summary>
    [Field(7, "matchPolicy")] public string? MatchPolicy { get; init; }
}
