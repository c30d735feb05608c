namespace Kubesharp.Api.Core;

/// <summary>A container port.</summary>
[Definition("io.k8s.api.core.v1.ContainerPort")]
public sealed partial record ContainerPort
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerPort Empty { get; } = new();

    /// <summary>The name.</summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>Host port.</summary>
    [Field(2, "hostPort")] public int HostPort { get; init; }
    /// <summary>Container port.</summary>
    [Field(3, "containerPort", Always = true), Required] public int ContainerPortValue { get; init; }
    /// <summary>Protocol. One of: TCP, UDP, SCTP. Defaults to TCP.</summary>
    [Field(4, "protocol"), DocumentedDefault("\"TCP\"")] public string Protocol { get; init; } = "";
    /// <summary>Host IP.</summary>
    [Field(5, "hostIP")] public string HostIP { get; init; } = "";
}
