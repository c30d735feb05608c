namespace Kubesharp.Api.Networking;

/// <summary>A HTTP ingress rule value.</summary>
[Definition("io.k8s.api.networking.v1.HTTPIngressRuleValue")]
public sealed partial record HTTPIngressRuleValue
{
    /// <summary>The value with nothing set.</summary>
    public static HTTPIngressRuleValue Empty { get; } = new();

    /// <summary>Paths.</summary>
    [Field(1, "paths", Always = true), Required, Atomic]
    public IReadOnlyList<HTTPIngressPath> Paths { get; init; } = [];
}
