using Kubesharp.Api.Meta;

namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A validating admission policy.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "validatingadmissionpolicies",
    Namespaced = false, Categories = ["api-extensions"],
    Subresources = ["status"])]
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicy")]
public sealed partial record ValidatingAdmissionPolicy : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public ValidatingAdmissionPolicySpec Spec { get; init; } = ValidatingAdmissionPolicySpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")]
    public ValidatingAdmissionPolicyStatus Status { get; init; } = ValidatingAdmissionPolicyStatus.Empty;
}

/// <summary>What is observed of a ValidatingAdmissionPolicy.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyStatus")]
public sealed partial record ValidatingAdmissionPolicyStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ValidatingAdmissionPolicyStatus Empty { get; } = new();

    /// <summary>The generation of the spec that this status speaks of.</summary>
    [Field(1, "observedGeneration")] public long ObservedGeneration { get; init; }
    /// <summary>Type checking.</summary>
    [Field(2, "typeChecking")] public TypeChecking? TypeChecking { get; init; }
    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(3, "conditions"), MapList("type")] public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

/// <summary>What a ValidatingAdmissionPolicy should be.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicySpec")]
public sealed partial record ValidatingAdmissionPolicySpec
{
    /// <summary>The value with nothing set.</summary>
    public static ValidatingAdmissionPolicySpec Empty { get; } = new();

    /// <summary>Param kind.</summary>
    [Field(1, "paramKind")] public ParamKind? ParamKind { get; init; }
    /// <summary>Match constraints.</summary>
    [Field(2, "matchConstraints")] public MatchResources? MatchConstraints { get; init; }
    /// <summary>Validations.</summary>
    [Field(3, "validations"), Atomic] public IReadOnlyList<Validation> Validations { get; init; } = [];
    /// <summary>Failure policy. One of: Ignore, Fail.</summary>
    [Field(4, "failurePolicy")] public string? FailurePolicy { get; init; }
    /// <summary>Audit annotations.</summary>
    [Field(5, "auditAnnotations"), Atomic] public IReadOnlyList<AuditAnnotation> AuditAnnotations { get; init; } = [];
    /// <summary>Match conditions. A list keyed by name.</summary>
    [Field(6, "matchConditions"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<MatchCondition> MatchConditions { get; init; } = [];
    /// <summary>Variables. A list keyed by name.</summary>
    [Field(7, "variables"), MapList("name"), PatchStrategy("merge", "name")]
    public IReadOnlyList<Variable> Variables { get; init; } = [];
}
