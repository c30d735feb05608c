namespace Kubesharp.Api.Rbac;

/// <summary>Something that one may do: these verbs on these resources, or on these paths.</summary>
[Definition("io.k8s.api.rbac.v1.PolicyRule")]
public sealed partial record PolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static PolicyRule Empty { get; } = new();

    /// <summary>
    /// What may be done: get, list, watch, create, update, patch, delete, deletecollection, or special ones such as
    /// use, bind, escalate, impersonate. * means all.
    /// </summary>
    [Field(1, "verbs", Always = true), Required, Atomic] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>The groups of the resources. The empty text is the core group, * means all groups.</summary>
    [Field(2, "apiGroups"), Atomic] public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>
    /// The resources in the plural. A subresource is pods/log, those of all resources */scale, everything is *.
    /// </summary>
    [Field(3, "resources"), Atomic] public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>
    /// Only objects of these names. Empty: all. Does not restrict create, whose name is not known yet.
    /// </summary>
    [Field(4, "resourceNames"), Atomic] public IReadOnlyList<string> ResourceNames { get; init; } = [];
    /// <summary>
    /// Paths that are no resources: /healthz, /metrics, /api/*. Only in ClusterRoles, and not together with resources.
    /// </summary>
    [Field(5, "nonResourceURLs"), Atomic] public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}
