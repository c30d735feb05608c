namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A note for the audit log.</summary>
[Definition("io.k8s.api.admissionregistration.v1.AuditAnnotation")]
public sealed partial record AuditAnnotation
{
    /// <summary>The value with nothing set.</summary>
    public static AuditAnnotation Empty { get; } = new();

    /// <summary>The note's key; the policy's name is put in front of it. At most 63 characters.</summary>
    [Field(1, "key", Always = true), Required] public string Key { get; init; } = "";
    /// <summary>
    /// A CEL expression that gives the note, or null for none. At most 5 KiB; what is longer than 10 KiB is cut off.
    /// </summary>
    [Field(2, "valueExpression", Always = true), Required] public string ValueExpression { get; init; } = "";
}
