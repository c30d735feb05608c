namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>A rule with operations.</summary>
[Definition("io.k8s.api.admissionregistration.v1.RuleWithOperations")]
public sealed partial record RuleWithOperations
{
    /// <summary>The value with nothing set.</summary>
    public static RuleWithOperations Empty { get; } = new();

    /// <summary>Operations. One of: *, CREATE, UPDATE, DELETE, CONNECT.</summary>
    [Field(1, "operations"), Atomic] public IReadOnlyList<string> Operations { get; init; } = [];
    /// <summary>Api groups.</summary>
    [Field(1, "apiGroups", Within = "2"), Atomic] public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>Api versions.</summary>
    [Field(2, "apiVersions", Within = "2"), Atomic] public IReadOnlyList<string> ApiVersions { get; init; } = [];
    /// <summary>Resources.</summary>
    [Field(3, "resources", Within = "2"), Atomic] public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>Scope. One of: Cluster, Namespaced, *.</summary>
    [Field(4, "scope", Within = "2")] public string? Scope { get; init; }
}
