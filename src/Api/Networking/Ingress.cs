namespace Kubesharp.Api.Networking;

/// <summary>An ingress.</summary>
[ApiResource("networking.k8s.io/v1", "Ingress", "ingresses", ShortNames = ["ing"],
    Subresources = ["status"])]
[Definition("io.k8s.api.networking.v1.Ingress")]
public sealed partial record Ingress : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public IngressSpec Spec { get; init; } = IngressSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public IngressStatus Status { get; init; } = IngressStatus.Empty;
}

/// <summary>What a Ingress should be.</summary>
[Definition("io.k8s.api.networking.v1.IngressSpec")]
public sealed partial record IngressSpec
{
    /// <summary>The value with nothing set.</summary>
    public static IngressSpec Empty { get; } = new();

    /// <summary>Ingress class name.</summary>
    [Field(4, "ingressClassName")] public string? IngressClassName { get; init; }
    /// <summary>Default backend.</summary>
    [Field(1, "defaultBackend")] public IngressBackend? DefaultBackend { get; init; }
    /// <summary>Tls.</summary>
    [Field(2, "tls"), Atomic] public IReadOnlyList<IngressTLS> Tls { get; init; } = [];
    /// <summary>Rules.</summary>
    [Field(3, "rules"), Atomic] public IReadOnlyList<IngressRule> Rules { get; init; } = [];
}

/// <summary>What is observed of a Ingress.</summary>
[Definition("io.k8s.api.networking.v1.IngressStatus")]
public sealed partial record IngressStatus
{
    /// <summary>The value with nothing set.</summary>
    public static IngressStatus Empty { get; } = new();

    /// <summary>Load balancer.</summary>
    [Field(1, "loadBalancer")]
    public IngressLoadBalancerStatus LoadBalancer { get; init; } = IngressLoadBalancerStatus.Empty;
}
