namespace Kubesharp.Api.FlowControl;

/// <summary>Requests to resources. All fields must fit.</summary>
[Definition("io.k8s.api.flowcontrol.v1.ResourcePolicyRule")]
public sealed partial record ResourcePolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static ResourcePolicyRule Empty { get; } = new();

    /// <summary>The verbs; * means all.</summary>
    [Field(1, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>The groups; * means all.</summary>
    [Field(2, "apiGroups", Always = true), Required, SetList]
    public IReadOnlyList<string> ApiGroups { get; init; } = [];
    /// <summary>The resources in the plural, subresources as pods/log; * means all.</summary>
    [Field(3, "resources", Always = true), Required, SetList]
    public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>Whether requests without a namespace fit. Defaults to false.</summary>
    [Field(4, "clusterScope")] public bool ClusterScope { get; init; }
    /// <summary>The namespaces; * means all, but not requests without one.</summary>
    [Field(5, "namespaces", Always = true), SetList] public IReadOnlyList<string> Namespaces { get; init; } = [];
}
