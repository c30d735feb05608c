namespace Kubesharp.Api.Networking;

/// <summary>Where requests for one host go.</summary>
[Definition("io.k8s.api.networking.v1.IngressRule")]
public sealed partial record IngressRule
{
    /// <summary>The value with nothing set.</summary>
    public static IngressRule Empty { get; } = new();

    /// <summary>
    /// The host that requests must name, without port. *.example.com means one label in front. Empty: any host.
    /// </summary>
    [Field(1, "host")] public string Host { get; init; } = "";
    /// <summary>Where they go by path. Absent: all to the default backend.</summary>
    [Field(1, "http", Within = "2")] public HTTPIngressRuleValue? Http { get; init; }
}
