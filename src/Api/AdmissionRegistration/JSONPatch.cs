namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A JSON patch.</summary>
[Definition("io.k8s.api.admissionregistration.v1.JSONPatch")]
public sealed partial record JSONPatch
{
    /// <summary>The value with nothing set.</summary>
    public static JSONPatch Empty { get; } = new();

    /// <summary>Expression.</summary>
    [Field(1, "expression")] public string Expression { get; init; } = "";
}
