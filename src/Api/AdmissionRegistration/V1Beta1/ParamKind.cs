namespace Kubesharp.Api.AdmissionRegistration.V1Beta1;

/// <summary>The kind of objects that hold parameters.</summary>
[Definition("io.k8s.api.admissionregistration.v1beta1.ParamKind", Atomic = true)]
public sealed partial record ParamKind
{
    /// <summary>The value with nothing set.</summary>
    public static ParamKind Empty { get; } = new();

    /// <summary>Group and version.</summary>
    [Field(1, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>The kind in CamelCase.</summary>
    [Field(2, "kind")] public string Kind { get; init; } = "";
}
