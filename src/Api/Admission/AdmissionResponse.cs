using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Admission;

/// <summary>What an admission webhook answers.</summary>
[Definition("io.k8s.api.admission.v1.AdmissionResponse")]
public sealed partial record AdmissionResponse
{
    /// <summary>The value with nothing set.</summary>
    public static AdmissionResponse Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid", Always = true)] public string Uid { get; init; } = "";
    /// <summary>Whether the request may go on.</summary>
    [Field(2, "allowed", Always = true)] public bool Allowed { get; init; }
    /// <summary>Why it may not. Looked at only when it may not.</summary>
    [Field(3, "status")] public Status? Status { get; init; }
    /// <summary>How to change the object, a JSON patch in base64. Only of mutating webhooks.</summary>
    [Field(4, "patch")] public Bytes? Patch { get; init; }
    /// <summary>What sort of patch it is. One of: JSONPatch.</summary>
    [Field(5, "patchType")] public string? PatchType { get; init; }
    /// <summary>Notes for the audit log; the webhook's name is put in front of each key.</summary>
    [Field(6, "auditAnnotations")]
    public IReadOnlyDictionary<string, string> AuditAnnotations { get; init; } = Maps.None<string>();
    /// <summary>
    /// Warnings for the client, without a prefix. Better below 120 characters each; more than 4096 in all are left out.
    /// </summary>
    [Field(7, "warnings"), Atomic] public IReadOnlyList<string> Warnings { get; init; } = [];
}
