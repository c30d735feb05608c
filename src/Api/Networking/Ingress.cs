namespace Kubesharp.Api.Networking;

/// <summary>
/// Leads HTTP requests from outside to Services, by host and path. A controller of its class does the work.
/// </summary>
[ApiResource("networking.k8s.io/v1", "Ingress", "ingresses", ShortNames = ["ing"],
    Subresources = ["status"])]
[Definition("io.k8s.api.networking.v1.Ingress")]
public sealed partial record Ingress : ApiObject
{
    /// <summary>What the Ingress should be.</summary>
    [Field(2, "spec")] public IngressSpec Spec { get; init; } = IngressSpec.Empty;
    /// <summary>Where the Ingress can be reached; its controller writes it.</summary>
    [Field(3, "status")] public IngressStatus Status { get; init; } = IngressStatus.Empty;
}

/// <summary>What an Ingress should be.</summary>
[Definition("io.k8s.api.networking.v1.IngressSpec")]
public sealed partial record IngressSpec
{
    /// <summary>The value with nothing set.</summary>
    public static IngressSpec Empty { get; } = new();

    /// <summary>
    /// The IngressClass, which says which controller does the work. Defaults to the class that is marked as default.
    /// </summary>
    [Field(4, "ingressClassName")] public string? IngressClassName { get; init; }
    /// <summary>Where requests go that no rule fits. Absent: the controller answers, mostly with 404.</summary>
    [Field(1, "defaultBackend")] public IngressBackend? DefaultBackend { get; init; }
    /// <summary>Which certificates are shown for which hosts. The connection is decrypted at the Ingress.</summary>
    [Field(2, "tls"), Atomic] public IReadOnlyList<IngressTLS> Tls { get; init; } = [];
    /// <summary>Where requests go by host. Absent: all go to defaultBackend.</summary>
    [Field(3, "rules"), Atomic] public IReadOnlyList<IngressRule> Rules { get; init; } = [];
}

/// <summary>Where an Ingress can be reached.</summary>
[Definition("io.k8s.api.networking.v1.IngressStatus")]
public sealed partial record IngressStatus
{
    /// <summary>The value with nothing set.</summary>
    public static IngressStatus Empty { get; } = new();

    /// <summary>The addresses that lead to it.</summary>
    [Field(1, "loadBalancer")]
    public IngressLoadBalancerStatus LoadBalancer { get; init; } = IngressLoadBalancerStatus.Empty;
}
