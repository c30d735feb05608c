namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A mutating admission policy.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", "mutatingadmissionpolicies",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicy")]
public sealed partial record MutatingAdmissionPolicy : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public MutatingAdmissionPolicySpec Spec { get; init; } = MutatingAdmissionPolicySpec.Empty;
}

/// <summary>What a MutatingAdmissionPolicy should be.</summary>
[Definition("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicySpec")]
public sealed partial record MutatingAdmissionPolicySpec
{
    /// <summary>The value with nothing set.</summary>
    public static MutatingAdmissionPolicySpec Empty { get; } = new();

    /// <summary>Param kind.</summary>
    [Field(1, "paramKind")] public ParamKind? ParamKind { get; init; }
    /// <summary>Match constraints.</summary>
    [Field(2, "matchConstraints")] public MatchResources? MatchConstraints { get; init; }
    /// <summary>Variables.</summary>
    [Field(3, "variables"), Atomic] public IReadOnlyList<Variable> Variables { get; init; } = [];
    /// <summary>Mutations.</summary>
    [Field(4, "mutations"), Atomic] public IReadOnlyList<Mutation> Mutations { get; init; } = [];
    /// <summary>Failure policy. One of: Ignore, Fail.</summary>
    [Field(5, "failurePolicy")] public string? FailurePolicy { get; init; }
    /// <summary>Match conditions. A list keyed by name.</summary>
    [Field(6, "matchConditions"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MatchCondition> MatchConditions { get; init; } = [];
    /// <summary>Reinvocation policy. One of: Never, IfNeeded.</summary>
    [Field(7, "reinvocationPolicy")] public string ReinvocationPolicy { get; init; } = "";
}
