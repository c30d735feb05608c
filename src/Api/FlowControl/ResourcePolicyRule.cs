namespace Kubesharp.Api.FlowControl;

/// <summary>A resource policy rule.</summary>
[Definition("io.k8s.api.flowcontrol.v1.ResourcePolicyRule")]
public sealed partial record ResourcePolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static ResourcePolicyRule Empty { get; } = new();

    /// <summary>Verbs. No value occurs twice.</summary>
    [Field(1, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>Api groups. No value occurs twice.</summary>
    [Field(2, "apiGroups", Always = true), Required, SetList]
    public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>Resources. No value occurs twice.</summary>
    [Field(3, "resources", Always = true), Required, SetList]
    public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>Cluster scope.</summary>
    [Field(4, "clusterScope")] public bool ClusterScope { get; init; }
    /// <summary>Namespaces. No value occurs twice.</summary>
    [Field(5, "namespaces", Always = true), SetList] public IReadOnlyList<string> Namespaces { get; init; } = [];
}
