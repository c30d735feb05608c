namespace Kubesharp.Api.Networking.V1Beta1;

/// <summary>
/// An address of a Service that is taken. Made by the server for each cluster address, so that none is given twice.
/// </summary>
[ApiResource("networking.k8s.io/v1beta1", "IPAddress", "ipaddresses", Namespaced = false, ShortNames = ["ip"])]
[Definition("io.k8s.api.networking.v1beta1.IPAddress")]
public sealed partial record IPAddress : ApiObject
{
    /// <summary>Whose address it is.</summary>
    [Field(2, "spec"), Required] public IPAddressSpec Spec { get; init; } = IPAddressSpec.Empty;
}

/// <summary>Whose address it is.</summary>
[Definition("io.k8s.api.networking.v1beta1.IPAddressSpec")]
public sealed partial record IPAddressSpec
{
    /// <summary>The value with nothing set.</summary>
    public static IPAddressSpec Empty { get; } = new();

    /// <summary>The object that the address belongs to: a Service.</summary>
    [Field(1, "parentRef"), Required] public ParentReference? ParentRef { get; init; }
}
