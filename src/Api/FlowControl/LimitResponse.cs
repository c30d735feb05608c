namespace Kubesharp.Api.FlowControl;

/// <summary>A limit response.</summary>
[Definition("io.k8s.api.flowcontrol.v1.LimitResponse")]
[Union("type", "queuing")]
public sealed partial record LimitResponse
{
    /// <summary>The value with nothing set.</summary>
    public static LimitResponse Empty { get; } = new();

    /// <summary>Type. One of: Queue, Reject.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>Queuing.</summary>
    [Field(2, "queuing")] public QueuingConfiguration? Queuing { get; init; }
}
