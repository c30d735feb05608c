using Kubesharp.Api.Meta;

namespace Kubesharp.Api.Networking;

/// <summary>A service CIDR.</summary>
[ApiResource("networking.k8s.io/v1", "ServiceCIDR", "servicecidrs", Namespaced = false,
    Subresources = ["status"])]
[Definition("io.k8s.api.networking.v1.ServiceCIDR")]
public sealed partial record ServiceCIDR : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec")] public ServiceCIDRSpec Spec { get; init; } = ServiceCIDRSpec.Empty;
    /// <summary>Status.</summary>
    [Field(3, "status")] public ServiceCIDRStatus Status { get; init; } = ServiceCIDRStatus.Empty;
}

/// <summary>What a ServiceCIDR should be.</summary>
[Definition("io.k8s.api.networking.v1.ServiceCIDRSpec")]
public sealed partial record ServiceCIDRSpec
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceCIDRSpec Empty { get; } = new();

    /// <summary>Cidrs.</summary>
    [Field(1, "cidrs"), Atomic] public IReadOnlyList<string> Cidrs { get; init; } = [];
}

/// <summary>What is observed of a ServiceCIDR.</summary>
[Definition("io.k8s.api.networking.v1.ServiceCIDRStatus")]
public sealed partial record ServiceCIDRStatus
{
    /// <summary>The value with nothing set.</summary>
    public static ServiceCIDRStatus Empty { get; } = new();

    /// <summary>What has been observed, one entry for each type of condition. A list keyed by type.</summary>
    [Field(1, "conditions"), MapList("type"), PatchStrategy("merge", "type")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
