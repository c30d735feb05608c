namespace Kubesharp.Api.Events;

/// <summary>How often an Event has happened.</summary>
[Definition("io.k8s.api.events.v1.EventSeries")]
public sealed partial record EventSeries
{
    /// <summary>The value with nothing set.</summary>
    public static EventSeries Empty { get; } = new();

    /// <summary>How often up to now.</summary>
    [Field(1, "count", Always = true), Required] public int Count { get; init; }
    /// <summary>When it last happened.</summary>
    [Field(2, "lastObservedTime", Always = true), Required] public MicroTime? LastObservedTime { get; init; }
}
