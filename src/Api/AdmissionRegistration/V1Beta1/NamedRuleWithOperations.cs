namespace Kubesharp.Api.AdmissionRegistration.V1Beta1;

/// <summary>Requests by operation, resource and name.</summary>
[Definition("io.k8s.api.admissionregistration.v1beta1.NamedRuleWithOperations", Atomic = true)]
public sealed partial record NamedRuleWithOperations
{
    /// <summary>The value with nothing set.</summary>
    public static NamedRuleWithOperations Empty { get; } = new();

    /// <summary>Only objects of these names. Empty: all.</summary>
    [Field(1, "resourceNames"), Atomic] public IReadOnlyList<string> ResourceNames { get; init; } = [];
    /// <summary>The operations; * means all. One of: *, CREATE, UPDATE, DELETE, CONNECT.</summary>
    [Field(1, "operations", Within = "2"), Atomic] public IReadOnlyList<string> Operations { get; init; } = [];
    /// <summary>The groups; * means all.</summary>
    [Field(1, "apiGroups", Within = "2/2"), Atomic] public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>The versions; * means all.</summary>
    [Field(2, "apiVersions", Within = "2/2"), Atomic] public IReadOnlyList<string> ApiVersions { get; init; } = [];
    /// <summary>
    /// The resources: pods, pods/log, pods/* (with subresources), */scale, * (without), */* (all with).
    /// </summary>
    [Field(3, "resources", Within = "2/2"), Atomic] public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>
    /// Only objects of the cluster, or of namespaces. Defaults to *, both. One of: Cluster, Namespaced, *.
    /// </summary>
    [Field(4, "scope", Within = "2/2")] public string? Scope { get; init; }
}
