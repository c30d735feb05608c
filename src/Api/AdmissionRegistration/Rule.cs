namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A rule.</summary>
[Definition("io.k8s.api.admissionregistration.v1.Rule")]
public sealed partial record Rule
{
    /// <summary>The value with nothing set.</summary>
    public static Rule Empty { get; } = new();

    /// <summary>Api groups.</summary>
    [Field(1, "apiGroups"), Atomic] public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>Api versions.</summary>
    [Field(2, "apiVersions"), Atomic] public IReadOnlyList<string> ApiVersions { get; init; } = [];
    /// <summary>Resources.</summary>
    [Field(3, "resources"), Atomic] public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>Scope. One of: Cluster, Namespaced, *.</summary>
    [Field(4, "scope")] public string? Scope { get; init; }
}
