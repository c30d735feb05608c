using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Admission;

/// <summary>An admission response.</summary>
[Definition("io.k8s.api.admission.v1.AdmissionResponse")]
public sealed partial record AdmissionResponse
{
    /// <summary>The value with nothing set.</summary>
    public static AdmissionResponse Empty { get; } = new();

    /// <summary>The identity of one object over its whole life: a UUID.</summary>
    [Field(1, "uid", Always = true)] public string Uid { get; init; } = "";
    /// <summary>Allowed.</summary>
    [Field(2, "allowed", Always = true)] public bool Allowed { get; init; }
    /// <summary>Status.</summary>
    [Field(3, "status")] public Status? Status { get; init; }
    /// <summary>Patch.</summary>
    [Field(4, "patch")] public Bytes? Patch { get; init; }
    /// <summary>Patch type. One of: JSONPatch.</summary>
    [Field(5, "patchType")] public string? PatchType { get; init; }
    /// <summary>Audit annotations.</summary>
    [Field(6, "auditAnnotations")]
    public IReadOnlyDictionary<string, string> AuditAnnotations { get; init; } = Maps.None<string>();
    /// <summary>Warnings.</summary>
    [Field(7, "warnings"), Atomic] public IReadOnlyList<string> Warnings { get; init; } = [];
}
