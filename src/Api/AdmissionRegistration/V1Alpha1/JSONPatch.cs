namespace Kubesharp.Api.AdmissionRegistration.V1Alpha1;

/// <summary>A change made by a JSON patch (RFC 6902) that an expression gives.</summary>
[Definition("io.k8s.api.admissionregistration.v1alpha1.JSONPatch")]
public sealed partial record JSONPatch
{
    /// <summary>The value with nothing set.</summary>
    public static JSONPatch Empty { get; } = new();

    /// <summary>
    /// A CEL expression that gives a list of JSONPatch: [JSONPatch{op: "add", path: "/metadata/labels/a", value: "b"}].
    /// </summary>
    [Field(1, "expression")] public string Expression { get; init; } = "";
}
