namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>An audit annotation.</summary>
[Definition("io.k8s.api.admissionregistration.v1.AuditAnnotation")]
public sealed partial record AuditAnnotation
{
    /// <summary>The value with nothing set.</summary>
    public static AuditAnnotation Empty { get; } = new();

    /// <summary>Key.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>Value expression.</summary>
    [Field(2, "valueExpression", Always = true), Required] public string ValueExpression { get; init; } = "";
}
