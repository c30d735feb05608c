namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A mutation.</summary>
[Definition("io.k8s.api.admissionregistration.v1.Mutation")]
public sealed partial record Mutation
{
    /// <summary>The value with nothing set.</summary>
    public static Mutation Empty { get; } = new();

    /// <summary>Patch type. One of: ApplyConfiguration, JSONPatch.</summary>
    [Field(2, "patchType", Always = true), Required] public string PatchType { get; init; } = "";
    /// <summary>Apply configuration.</summary>
    [Field(3, "applyConfiguration")] public ApplyConfiguration? ApplyConfiguration { get; init; }
    /// <summary>Json patch.</summary>
    [Field(4, "jsonPatch")] public JSONPatch? JsonPatch { get; init; }
}
