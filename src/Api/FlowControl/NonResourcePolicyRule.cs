namespace Kubesharp.Api.FlowControl;

/// <summary>Requests to paths that are no resources.</summary>
[Definition("io.k8s.api.flowcontrol.v1.NonResourcePolicyRule")]
public sealed partial record NonResourcePolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static NonResourcePolicyRule Empty { get; } = new();

    /// <summary>The HTTP methods in lower case; * means all.</summary>
    [Field(1, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>The paths: /healthz, /api/*; * means all.</summary>
    [Field(6, "nonResourceURLs", Always = true), Required, SetList]
    public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}
