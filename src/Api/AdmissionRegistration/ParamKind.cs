namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A param kind.</summary>
[Definition("io.k8s.api.admissionregistration.v1.ParamKind", Atomic = true)]
public sealed partial record ParamKind
{
    /// <summary>The value with nothing set.</summary>
    public static ParamKind Empty { get; } = new();

    /// <summary>Api version.</summary>
    [Field(1, "apiVersion")] public string ApiVersion { get; init; } = "";
    /// <summary>Kind.</summary>
    [Field(2, "kind")] public string Kind { get; init; } = "";
}
