namespace Kubesharp.Api.Networking;

/// <summary>An ingress rule.</summary>
[Definition("io.k8s.api.networking.v1.IngressRule")]
public sealed partial record IngressRule
{
    /// <summary>The value with nothing set.</summary>
    public static IngressRule Empty { get; } = new();

    /// <summary>Host.</summary>
    [Field(1, "host")] public string Host { get; init; } = "";
    /// <summary>Http.</summary>
    [Field(1, "http", Within = "2")] public HTTPIngressRuleValue? Http { get; init; }
}
