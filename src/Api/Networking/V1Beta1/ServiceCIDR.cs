using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Networking.V1Beta1;

/// <summary>Networks that cluster addresses of Services are taken from.</summary>
[ApiResource("networking.k8s.io/v1beta1", "ServiceCIDR", "servicecidrs", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.networking.v1beta1.ServiceCIDR")]
public sealed partial record ServiceCIDR : ApiObject
{
    /// <summary>The networks.</summary>
    [Field(2, "spec")] public ServiceCIDRSpec Spec { get; init; } = ServiceCIDRSpec.Empty;
    /// <summary>Whether addresses are taken from them.</summary>
    [Field(3, "status")] public ServiceCIDRStatus Status { get; init; } = ServiceCIDRStatus.Empty;
}

/// <summary>The networks of a ServiceCIDR.</summary>
[Definition("io.k8s.api.networking.v1beta1.ServiceCIDRSpec")]
public sealed partial record ServiceCIDRSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceCIDRSpec Empty { get; } = new();

    /// <summary>One network, or one of IPv4 and one of IPv6. Cannot be changed.</summary>
    [Field(1, "cidrs"), Atomic] public IReadOnlyList<string> Cidrs { get; init; } = [];
}

/// <summary>Whether addresses are taken from a ServiceCIDR.</summary>
[Definition("io.k8s.api.networking.v1beta1.ServiceCIDRStatus")]
public sealed partial record ServiceCIDRStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceCIDRStatus Empty { get; } = new();

    /// <summary>Ready says whether they are, one entry for each type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
