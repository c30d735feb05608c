namespace Kubesharp.Api.AdmissionRegistration.V1Beta1;

/// <summary>Changes objects by expressions before they are stored. A binding puts it into force.</summary>
[ApiResource("admissionregistration.k8s.io/v1beta1", "MutatingAdmissionPolicy", "mutatingadmissionpolicies",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicy")]
public sealed partial record MutatingAdmissionPolicy : ApiObject
{
    /// <summary>Which requests, and which changes.</summary>
    [Field(2, "spec")] public MutatingAdmissionPolicySpec Spec { get; init; } = MutatingAdmissionPolicySpec.Empty;
}

/// <summary>What a MutatingAdmissionPolicy does.</summary>
[Definition("io.k8s.api.admissionregistration.v1beta1.MutatingAdmissionPolicySpec")]
public sealed partial record MutatingAdmissionPolicySpec
{
    /// <summary>The value with nothing set.</summary>
    public static MutatingAdmissionPolicySpec Empty { get; } = new();

    /// <summary>The kind of objects that hold its parameters. Absent: it has none.</summary>
    [Field(1, "paramKind")] public ParamKind? ParamKind { get; init; }
    /// <summary>Which requests it is for. Needed.</summary>
    [Field(2, "matchConstraints")] public MatchResources? MatchConstraints { get; init; }
    /// <summary>Expressions with names, for use in the others; each may use those before it.</summary>
    [Field(3, "variables"), Atomic] public IReadOnlyList<Variable> Variables { get; init; } = [];
    /// <summary>The changes, made in order. At least one.</summary>
    [Field(4, "mutations"), Atomic] public IReadOnlyList<Mutation> Mutations { get; init; } = [];
    /// <summary>
    /// Whether a request goes on when the policy is broken or cannot be evaluated. Defaults to Fail. One of: Ignore,
    /// Fail.
    /// </summary>
    [Field(5, "failurePolicy")] public string? FailurePolicy { get; init; }
    /// <summary>Conditions that a request must meet. All must be true; at most 64.</summary>
    [Field(6, "matchConditions"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MatchCondition> MatchConditions { get; init; } = [];
    /// <summary>
    /// Whether it runs once more when something after it has changed the object. One of: Never, IfNeeded.
    /// </summary>
    [Field(7, "reinvocationPolicy")] public string ReinvocationPolicy { get; init; } = "";
}
