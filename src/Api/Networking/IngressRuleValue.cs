namespace Kubesharp.Api.Networking;

/// <summary>Where requests for one host go.</summary>
[Definition("io.k8s.api.networking.v1.IngressRuleValue")]
public sealed partial record IngressRuleValue
{
    /// <summary>The value with nothing set.</summary>
    public static IngressRuleValue Empty { get; } = new();

    /// <summary>Where they go by path.</summary>
    [Field(1, "http")] public HTTPIngressRuleValue? Http { get; init; }
}
