using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>Refuses objects by expressions before they are stored. A binding puts it into force.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies",
    Namespaced = false, Categories = ["api-extensions"],
    Subresources = ["status"])]
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy")]
public sealed partial record ValidatingAdmissionPolicy : ApiObject
{
    /// <summary>Which requests, and what they must meet.</summary>
    [Field(2, "spec")] public ValidatingAdmissionPolicySpec Spec { get; init; } = ValidatingAdmissionPolicySpec.Empty;
    /// <summary>Whether its expressions fit; a controller writes it.</summary>
    [Field(3, "status")]
    public ValidatingAdmissionPolicyStatus Status { get; init; } = ValidatingAdmissionPolicyStatus.Empty;
}

/// <summary>Whether a ValidatingAdmissionPolicy's expressions fit.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyStatus")]
public sealed partial record ValidatingAdmissionPolicyStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ValidatingAdmissionPolicyStatus Empty { get; } = new();

    /// <summary>The generation of the policy that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>What does not fit. Absent: not looked at yet.</summary>
    [Field(2, "typeChecking")] public TypeChecking? TypeChecking { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(3, "conditions"), MapList("type")] public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

/// <summary>What a ValidatingAdmissionPolicy asks for.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec")]
public sealed partial record ValidatingAdmissionPolicySpec
{
    /// <summary>The value with nothing set.</summary>
    public static ValidatingAdmissionPolicySpec Empty { get; } = new();

    /// <summary>The kind of objects that hold its parameters. Absent: it has none.</summary>
    [Field(1, "paramKind")] public ParamKind? ParamKind { get; init; }
    /// <summary>Which requests it is for. Needed.</summary>
    [Field(2, "matchConstraints")] public MatchResources? MatchConstraints { get; init; }
    /// <summary>What a request must meet. At least one of these or of auditAnnotations.</summary>
    [Field(3, "validations"), Atomic] public IReadOnlyList<Validation> Validations { get; init; } = [];
    /// <summary>
    /// Whether a request goes on when the policy is broken or cannot be evaluated. Defaults to Fail. One of: Ignore,
    /// Fail.
    /// </summary>
    [Field(4, "failurePolicy")] public string? FailurePolicy { get; init; }
    /// <summary>Notes for the audit log. At most 20.</summary>
    [Field(5, "auditAnnotations"), Atomic] public IReadOnlyList<AuditAnnotation> AuditAnnotations { get; init; } = [];
    /// <summary>
    /// Conditions that a request must meet for the policy to be looked at. All must be true; at most 64.
    /// </summary>
    [Field(6, "matchConditions"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MatchCondition> MatchConditions { get; init; } = [];
    /// <summary>Expressions with names, for use in the others; each may use those before it.</summary>
    [Field(7, "variables"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<Variable> Variables { get; init; } = [];
}
