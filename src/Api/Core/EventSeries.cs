namespace Kubesharp.Api.Core;

/// <summary>An event series.</summary>
[Definition("io.k8s.api.core.v1.EventSeries")]
public sealed partial record EventSeries
{
    /// <summary>The value with nothing set.</summary>
    public static EventSeries Empty { get; } = new();

    /// <summary>Count.</summary>
    [Field(1, "count")] public int Count { get; init; }
    /// <summary>Last observed time.</summary>
    [Field(2, "lastObservedTime", Always = true)] public MicroTime? LastObservedTime { get; init; }
}
