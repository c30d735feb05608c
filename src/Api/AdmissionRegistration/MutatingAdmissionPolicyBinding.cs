namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A mutating admission policy binding.</summary>
[ApiResource("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBinding")]
public sealed partial record MutatingAdmissionPolicyBinding : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")]
    public MutatingAdmissionPolicyBindingSpec Spec { get; init; } = MutatingAdmissionPolicyBindingSpec.Empty;
}

/// <summary>What a MutatingAdmissionPolicyBinding should be.</summary>
[Definition("io.k8s.api.admissionregistration.v1.MutatingAdmissionPolicyBindingSpec")]
public sealed partial record MutatingAdmissionPolicyBindingSpec
{
    /// <summary>The value with nothing set.</summary>
    public static MutatingAdmissionPolicyBindingSpec Empty { get; } = new();

    /// <summary>Policy name.</summary>
    [Field(1, "policyName")] public string PolicyName { get; init; } = "";
    /// <summary>Param ref.</summary>
    [Field(2, "paramRef")] public ParamRef? ParamRef { get; init; }
    /// <summary>Match resources.</summary>
    [Field(3, "matchResources")] public MatchResources? MatchResources { get; init; }
}
