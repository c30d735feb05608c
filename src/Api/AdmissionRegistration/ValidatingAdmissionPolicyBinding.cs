namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A validating admission policy binding.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding",
    "validatingadmissionpolicybindings", Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding")]
public sealed partial record ValidatingAdmissionPolicyBinding : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec"), Required]
    public ValidatingAdmissionPolicyBindingSpec Spec { get; init; } = ValidatingAdmissionPolicyBindingSpec.Empty;
}

/// <summary>What a ValidatingAdmissionPolicyBinding should be.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec")]
public sealed partial record ValidatingAdmissionPolicyBindingSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ValidatingAdmissionPolicyBindingSpec Empty { get; } = new();

    /// <summary>Policy name.</summary>
    [Field(1, "policyName"), Required] public string PolicyName { get; init; } = "";
    /// <summary>Param ref.</summary>
    [Field(2, "paramRef")] public ParamRef? ParamRef { get; init; }
    /// <summary>Match resources.</summary>
    [Field(3, "matchResources")] public MatchResources? MatchResources { get; init; }
    /// <summary>Validation actions. One of: Deny, Warn, Audit. No value occurs twice.</summary>
    [Field(4, "validationActions"), Required, SetList]
    public IReadOnlyList<string> ValidationActions { get; init; } = [];
}
