namespace Kubesharp.Api.FlowControl;

/// <summary>A queuing configuration.</summary>
[Definition("io.k8s.api.flowcontrol.v1.QueuingConfiguration")]
public sealed partial record QueuingConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static QueuingConfiguration Empty { get; } = new();

    /// <summary>Queues.</summary>
    [Field(1, "queues", Always = true)] public int Queues { get; init; }
    /// <summary>Hand size.</summary>
    [Field(2, "handSize", Always = true)] public int HandSize { get; init; }
    /// <summary>Queue length limit.</summary>
    [Field(3, "queueLengthLimit", Always = true)] public int QueueLengthLimit { get; init; }
}
