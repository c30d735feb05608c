namespace Kubesharp.Api.Core;

/// <summary>A port that a container listens on.</summary>
[Definition("io.k8s.api.core.v1.ContainerPort")]
public sealed partial record ContainerPort
{
    /// <summary>The value with nothing set.</summary>
    public static ContainerPort Empty { get; } = new();

    /// <summary>
    /// A name for it that Services can use, unique in the Pod: up to 15 letters, digits and dashes with at least one
    /// letter.
    /// </summary>
    [Field(1, "name")] public string Name { get; init; } = "";
    /// <summary>
    /// The port of the node that leads to it, from 1 to 65535. With hostNetwork the same as containerPort. Most
    /// containers need none.
    /// </summary>
    [Field(2, "hostPort")] public int HostPort { get; init; }
    /// <summary>The number, from 1 to 65535.</summary>
    [Field(3, "containerPort", Always = true), Required] public int ContainerPortValue { get; init; }
    /// <summary>The transport that the port speaks. Defaults to TCP. One of: TCP, UDP, SCTP.</summary>
    [Field(4, "protocol"), DocumentedDefault("\"TCP\"")] public string Protocol { get; init; } = "";
    /// <summary>The node's address that hostPort is on. Empty: all of them.</summary>
    [Field(5, "hostIP")] public string HostIP { get; init; } = "";
}
