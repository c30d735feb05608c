namespace Kubesharp.Api.Networking;

/// <summary>Where requests go by their path.</summary>
[Definition("io.k8s.api.networking.v1.HTTPIngressRuleValue")]
public sealed partial record HTTPIngressRuleValue
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPIngressRuleValue Empty { get; } = new();

    /// <summary>The longest path that fits wins; of equal ones Exact before Prefix.</summary>
    [Field(1, "paths", Always = true), Required, Atomic]
    public IReadOnlyList<HTTPIngressPath> Paths { get; init; } = [];
}
