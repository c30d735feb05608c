namespace Kubesharp.Api.Core;

/// <summary>A service port.</summary>
[Definition("io.k8s.api.core.v1.ServicePort")]
public sealed partial record ServicePort
{
    /// <summary>The value with nothing set.</summary>
    public static ServicePort Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>Protocol. One of: TCP, UDP, SCTP. Defaults to TCP.</summary>
    [Field(2, "protocol"), DocumentedDefault("\"TCP\"")] public string Protocol { get; init; } = "";
    /// <summary>App protocol.</summary>
    [Field(6, "appProtocol")] public string? AppProtocol { get; init; }
    /// <summary>Port.</summary>
    [Field(3, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>Target port.</summary>
    [Field(4, "targetPort")] public IntOrString TargetPort { get; init; }
    /// <summary>Node port.</summary>
    [Field(5, "nodePort")] public int NodePort { get; init; }
}
