using Kubesharp.Api.Core;

namespace Kubesharp.Api.Events;

/// <summary>An event.</summary>
[ApiResource("events.k8s.io/v1", "Event", "events", ShortNames = ["ev"])]
[Definition("io.k8s.api.events.v1.Event")]
public sealed partial record Event : ApiObject
{
    /// <summary>Event time.</summary>
    [Field(2, "eventTime", Always = true), Required] public MicroTime? EventTime { get; init; }
    /// <summary>Series.</summary>
    [Field(3, "series")] public EventSeries? Series { get; init; }
    /// <summary>Reporting controller.</summary>
    [Field(4, "reportingController")] public string ReportingController { get; init; } = "";
    /// <summary>Reporting instance.</summary>
    [Field(5, "reportingInstance")] public string ReportingInstance { get; init; } = "";
    /// <summary>Action.</summary>
    [Field(6, "action")] public string Action { get; init; } = "";
    /// <summary>One word in CamelCase that programs can match on.</summary>
    [Field(7, "reason")] public string Reason { get; init; } = "";
    /// <summary>Regarding.</summary>
    [Field(8, "regarding")] public ObjectReference Regarding { get; init; } = ObjectReference.Empty;
    /// <summary>Related.</summary>
    [Field(9, "related")] public ObjectReference? Related { get; init; }
    /// <summary>Note.</summary>
    [Field(10, "note")] public string Note { get; init; } = "";
    /// <summary>Type.</summary>
    [Field(11, "type")] public string Type { get; init; } = "";
    /// <summary>Deprecated source.</summary>
    [Field(12, "deprecatedSource")] public EventSource DeprecatedSource { get; init; } = EventSource.Empty;
    /// <summary>Deprecated first timestamp.</summary>
    [Field(13, "deprecatedFirstTimestamp", Always = true)] public Time? DeprecatedFirstTimestamp { get; init; }
    /// <summary>Deprecated last timestamp.</summary>
    [Field(14, "deprecatedLastTimestamp", Always = true)] public Time? DeprecatedLastTimestamp { get; init; }
    /// <summary>Deprecated count.</summary>
    [Field(15, "deprecatedCount")] public int DeprecatedCount { get; init; }
}
