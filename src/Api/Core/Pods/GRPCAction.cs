namespace Kubesharp.Api.Core;

/// <summary>A GRPC action.</summary>
[Definition("io.k8s.api.core.v1.GRPCAction")]
public sealed partial record GRPCAction
{
    /// <summary>The value with nothing set.</summary>
    public static GRPCAction Empty { get; } = new();

    /// <summary>Port.</summary>
    [Field(1, "port", Always = true), Required] public int Port { get; init; }
    /// <summary>Service. Defaults to .</summary>
    [Field(2, "service", Always = true), DocumentedDefault("\"\"")] public string? Service { get; init; }
}
