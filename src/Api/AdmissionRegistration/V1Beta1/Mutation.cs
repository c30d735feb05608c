namespace Kubesharp.Api.AdmissionRegistration.V1Beta1;

/// <summary>One change.</summary>
[Definition("io.k8s.api.admissionregistration.v1beta1.Mutation")]
public sealed partial record Mutation
{
    /// <summary>The value with nothing set.</summary>
    public static Mutation Empty { get; } = new();

    /// <summary>How it is made. One of: ApplyConfiguration, JSONPatch.</summary>
    [Field(2, "patchType", Always = true), Required] public string PatchType { get; init; } = "";
    /// <summary>By applying. Needed with patchType ApplyConfiguration.</summary>
    [Field(3, "applyConfiguration")] public ApplyConfiguration? ApplyConfiguration { get; init; }
    /// <summary>By a JSON patch. Needed with patchType JSONPatch.</summary>
    [Field(4, "jsonPatch")] public JSONPatch? JsonPatch { get; init; }
}
