namespace Kubesharp.Api.Networking;

/// <summary>A IP address.</summary>
[ApiResource("networking.k8s.io/v1", "IPAddress", "ipaddresses", Namespaced = false, ShortNames = ["ip"])]
[Definition("io.k8s.api.networking.v1.IPAddress")]
public sealed partial record IPAddress : ApiObject
{
    /// <summary>Spec.</summary>
    [Field(2, "spec"), Required] public IPAddressSpec Spec { get; init; } = IPAddressSpec.Empty;
}

/// <summary>What a IPAddress should be.</summary>
[Definition("io.k8s.api.networking.v1.IPAddressSpec")]
public sealed partial record IPAddressSpec
{
    /// <summary>The value with nothing set.</summary>
    public static IPAddressSpec Empty { get; } = new();

    /// <summary>Parent ref.</summary>
    [Field(1, "parentRef"), Required] public ParentReference? ParentRef { get; init; }
}
