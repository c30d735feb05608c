namespace Kubesharp.Api.Core;

/// <summary>An endpoint address.</summary>
[Definition("io.k8s.api.core.v1.EndpointAddress", Atomic = true)]
public sealed partial record EndpointAddress
{
    /// <summary>The value with nothing set.</summary>
    public static EndpointAddress Empty { get; } = new();

    /// <summary>Ip.</summary>
    [Field(1, "ip", Always = true), Required] public string Ip { get; init; } = "";
    /// <summary>Hostname.</summary>
    [Field(3, "hostname")] public string Hostname { get; init; } = "";
    /// <summary>Node name.</summary>
    [Field(4, "nodeName")] public string? NodeName { get; init; }
    /// <summary>Target ref.</summary>
    [Field(2, "targetRef")] public ObjectReference? TargetRef { get; init; }
}
