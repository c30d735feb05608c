namespace Kubesharp.Api.FlowControl;

/// <summary>A policy rules with subjects.</summary>
[Definition("io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects")]
public sealed partial record PolicyRulesWithSubjects
{
    /// <summary>The value with nothing set.</summary>
    public static PolicyRulesWithSubjects Empty { get; } = new();

    /// <summary>Subjects.</summary>
    [Field(1, "subjects", Always = true), Required, Atomic] public IReadOnlyList<Subject> Subjects { get; init; } = [];
    /// <summary>Resource rules.</summary>
    [Field(2, "resourceRules"), Atomic] public IReadOnlyList<ResourcePolicyRule> ResourceRules { get; init; } = [];
    /// <summary>Non resource rules.</summary>
    [Field(3, "nonResourceRules"), Atomic]
    public IReadOnlyList<NonResourcePolicyRule> NonResourceRules { get; init; } = [];
}
