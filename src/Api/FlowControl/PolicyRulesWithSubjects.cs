namespace Kubesharp.Api.FlowControl;

/// <summary>Requests of some users to some things. One of the users and one of the rules must fit.</summary>
[Definition("io.k8s.api.flowcontrol.v1.PolicyRulesWithSubjects")]
public sealed partial record PolicyRulesWithSubjects
{
    /// <summary>The value with nothing set.</summary>
    public static PolicyRulesWithSubjects Empty { get; } = new();

    /// <summary>The users.</summary>
    [Field(1, "subjects", Always = true), Required, Atomic] public IReadOnlyList<Subject> Subjects { get; init; } = [];
    /// <summary>Requests to resources.</summary>
    [Field(2, "resourceRules"), Atomic] public IReadOnlyList<ResourcePolicyRule> ResourceRules { get; init; } = [];
    /// <summary>Requests to other paths.</summary>
    [Field(3, "nonResourceRules"), Atomic]
    public IReadOnlyList<NonResourcePolicyRule> NonResourceRules { get; init; } = [];
}
