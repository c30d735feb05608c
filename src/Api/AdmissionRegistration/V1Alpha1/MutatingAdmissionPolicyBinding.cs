namespace Kubesharp.Api.AdmissionRegistration.V1Alpha1;

/// <summary>Puts a MutatingAdmissionPolicy into force, for some objects, with parameters.</summary>
[ApiResource("admissionregistration.k8s.io/v1alpha1", "MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings",
    Namespaced = false, Categories = ["api-extensions"])]
[Definition("io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyBinding")]
public sealed partial record MutatingAdmissionPolicyBinding : ApiObject
{
    /// <summary>Which policy, for what, with which parameters.</summary>
    [Field(2, "spec")]
    public MutatingAdmissionPolicyBindingSpec Spec { get; init; } = MutatingAdmissionPolicyBindingSpec.Empty;
}

/// <summary>Which policy is in force for what.</summary>
[Definition("io.k8s.api.admissionregistration.v1alpha1.MutatingAdmissionPolicyBindingSpec")]
public sealed partial record MutatingAdmissionPolicyBindingSpec
{
    /// <summary>The value with nothing set.</summary>
    public static MutatingAdmissionPolicyBindingSpec Empty { get; } = new();

    /// <summary>The MutatingAdmissionPolicy. Needed.</summary>
    [Field(1, "policyName")] public string PolicyName { get; init; } = "";
    /// <summary>The object with the parameters.</summary>
    [Field(2, "paramRef")] public ParamRef? ParamRef { get; init; }
    /// <summary>Only these requests of those that the policy is for. Here matchPolicy has no effect.</summary>
    [Field(3, "matchResources")] public MatchResources? MatchResources { get; init; }
}
