namespace Kubesharp.Api.FlowControl;

/// <summary>A non resource policy rule.</summary>
[Definition("io.k8s.api.flowcontrol.v1.NonResourcePolicyRule")]
public sealed partial record NonResourcePolicyRule
{
    /// <summary>The value with nothing set.</summary>
    public static NonResourcePolicyRule Empty { get; } = new();

    /// <summary>Verbs. No value occurs twice.</summary>
    [Field(1, "verbs", Always = true), Required, SetList] public IReadOnlyList<string> Verbs { get; init; } = [];
    /// <summary>Non resource UR ls. No value occurs twice.</summary>
    [Field(6, "nonResourceURLs", Always = true), Required, SetList]
    public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}
