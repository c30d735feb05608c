namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>Resources.</summary>
[Definition("io.k8s.api.admissionregistration.v1.Rule")]
public sealed partial record Rule
{
    /// <summary>The value with nothing set.</summary>
    public static Rule Empty { get; } = new();

    /// <summary>The groups; * means all.</summary>
    [Field(1, "apiGroups"), Atomic] public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>The versions; * means all.</summary>
    [Field(2, "apiVersions"), Atomic] public IReadOnlyList<string> ApiVersions { get; init; } = [];
    /// <summary>
    /// The resources: pods, pods/log, pods/* (with subresources), */scale, * (without), */* (all with).
    /// </summary>
    [Field(3, "resources"), Atomic] public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>
    /// Only objects of the cluster, or of namespaces. Defaults to *, both. One of: Cluster, Namespaced, *.
    /// </summary>
    [Field(4, "scope")] public string? Scope { get; init; }
}
