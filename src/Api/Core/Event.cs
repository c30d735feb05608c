namespace Kubesharp.Api.Core;

/// <summary>An event.</summary>
[ApiResource("v1", "Event", "events", ShortNames = ["ev"])]
[Definition("io.k8s.api.core.v1.Event")]
public sealed partial record Event : ApiObject
{
    /// <summary>Involved object.</summary>
    [Field(2, "involvedObject", Always = true), Required]
    public ObjectReference InvolvedObject { get; init; } = ObjectReference.Empty;
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>A sentence for people.</summary>
    [Field(4, "message")] public string Message { get; init; } = "";
    /// <summary>Source.</summary>
    [Field(5, "source")] public EventSource Source { get; init; } = EventSource.Empty;
    /// <summary>First timestamp.</summary>
    [Field(6, "firstTimestamp", Always = true)] public Time? FirstTimestamp { get; init; }
    /// <summary>Last timestamp.</summary>
    [Field(7, "lastTimestamp", Always = true)] public Time? LastTimestamp { get; init; }
    /// <summary>Count.</summary>
    [Field(8, "count")] public int Count { get; init; }
    /// <summary>Type.</summary>
    [Field(9, "type")] public string Type { get; init; } = "";
    /// <summary>Event time.</summary>
    [Field(10, "eventTime", Always = true)] public MicroTime? EventTime { get; init; }
    /// <summary>Series.</summary>
    [Field(11, "series")] public EventSeries? Series { get; init; }
    /// <summary>Action.</summary>
    [Field(12, "action")] public string Action { get; init; } = "";
    /// <summary>Related.</summary>
    [Field(13, "related")] public ObjectReference? Related { get; init; }
    /// <summary>Reporting component.</summary>
    [Field(14, "reportingComponent", Always = true)] public string ReportingComponent { get; init; } = "";
    /// <summary>Reporting instance.</summary>
    [Field(15, "reportingInstance", Always = true)] public string ReportingInstance { get; init; } = "";
}
