namespace Kubesharp.Api.FlowControl;

/// <summary>What happens to requests that cannot be served at once.</summary>
[Definition("io.k8s.api.flowcontrol.v1.LimitResponse")]
[Union("type", "queuing")]
public sealed partial record LimitResponse
{
    /// <summary>The value with nothing set.</summary>
    public static LimitResponse Empty { get; } = new();

    /// <summary>They wait in a queue, or are refused with 429. One of: Queue, Reject.</summary>
    [Field(1, "type", Always = true), Required] public string Type { get; init; } = "";
    /// <summary>The queues. Only with type Queue.</summary>
    [Field(2, "queuing")] public QueuingConfiguration? Queuing { get; init; }
}
