namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>Puts a ValidatingAdmissionPolicy into force, for some objects, with parameters.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding",
    "validatingadmissionpolicybindings", Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding")]
public sealed partial record ValidatingAdmissionPolicyBinding : ApiObject
{
    /// <summary>Which policy, for what, with which parameters.</summary>
    [Field(2, "spec"), Required]
    public ValidatingAdmissionPolicyBindingSpec Spec { get; init; } = ValidatingAdmissionPolicyBindingSpec.Empty;
}

/// <summary>Which policy is in force for what.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ValidatingAdmissionPolicyBindingSpec")]
public sealed partial record ValidatingAdmissionPolicyBindingSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ValidatingAdmissionPolicyBindingSpec Empty { get; } = new();

    /// <summary>The ValidatingAdmissionPolicy. Needed.</summary>
    [Field(1, "policyName"), Required] public string PolicyName { get; init; } = "";
    /// <summary>The object with the parameters.</summary>
    [Field(2, "paramRef")] public ParamRef? ParamRef { get; init; }
    /// <summary>Only these requests of those that the policy is for. Here matchPolicy has no effect.</summary>
    [Field(3, "matchResources")] public MatchResources? MatchResources { get; init; }
    /// <summary>
    /// What happens when a validation fails: the request is refused, the client is warned, the audit log says so. Deny
    /// and Warn exclude each other. One of: Deny, Warn, Audit.
    /// </summary>
    [Field(4, "validationActions"), Required, SetList]
    public IReadOnlyList<string> ValidationActions { get; init; } = [];
}
