namespace Kubesharp.Api.FlowControl;

/// <summary>The queues of a priority level.</summary>
[Definition("io.k8s.api.flowcontrol.v1.QueuingConfiguration")]
public sealed partial record QueuingConfiguration
{
    /// <summary>The value with nothing set.</summary>
    public static QueuingConfiguration Empty { get; } = new();

    /// <summary>How many queues. 1: no flow is kept apart from another. Defaults to 64.</summary>
    [Field(1, "queues", Always = true)] public int Queues { get; init; }
    /// <summary>
    /// How many queues a flow may use: of so many, chosen by its hash, the shortest. Not more than queues. Defaults to
    /// 8.
    /// </summary>
    [Field(2, "handSize", Always = true)] public int HandSize { get; init; }
    /// <summary>How many requests may wait in a queue; more are refused. Defaults to 50.</summary>
    [Field(3, "queueLengthLimit", Always = true)] public int QueueLengthLimit { get; init; }
}
