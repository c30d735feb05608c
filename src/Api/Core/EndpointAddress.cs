namespace Kubesharp.Api.Core;

/// <summary>One address behind a Service.</summary>
[Definition("io.k8s.api.core.v1.EndpointAddress", Atomic = true)]
public sealed partial record EndpointAddress
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointAddress Empty { get; } = new();

    /// <summary>
    /// The address, IPv4 or IPv6. Not one of the machine itself (127.0.0.0/8), nor link-local, nor multicast.
    /// </summary>
    [Field(1, "ip", Always = true), Required] public string Ip { get; init; } = "";
    /// <summary>The host name, so that DNS knows HOSTNAME.SERVICE.</summary>
    [Field(3, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>The node that the address is on.</summary>
    [Field(4, "nodeName")] public string? NodeName { get; init; }
    /// <summary>The Pod that has the address.</summary>
    [Field(2, "targetRef")] public ObjectReference? TargetRef { get; init; }
}
