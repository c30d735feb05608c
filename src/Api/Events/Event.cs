using Kubesharp.Api.Core;

namespace Kubesharp.Api.Events;

/// <summary>Something that happened to an object, told for people. Kept for an hour.</summary>
[ApiResource("events.k8s.io/v1", "Event", "events", ShortNames = ["ev"])]
[Definition("io.k8s.api.events.v1.Event")]
public sealed partial record Event : ApiObject
{
    /// <summary>When it first happened, with microseconds. Needed.</summary>
    [Field(2, "eventTime", Always = true), Required] public MicroTime? EventTime { get; init; }
    /// <summary>How often it has happened since. Absent: once.</summary>
    [Field(3, "series")] public EventSeries? Series { get; init; }
    /// <summary>The controller that reports it: kubernetes.io/kubelet. Needed.</summary>
    [Field(4, "reportingController")] public string ReportingController { get; init; } = "";
    /// <summary>Which instance of the controller. Needed; up to 128 characters.</summary>
    [Field(5, "reportingInstance")] public string ReportingInstance { get; init; } = "";
    /// <summary>What was done or failed, for programs: Binding. Needed; up to 128 characters.</summary>
    [Field(6, "action")] public string Action { get; init; } = "";
    /// <summary>Why, in CamelCase, for programs: FailedScheduling. Needed; up to 128 characters.</summary>
    [Field(7, "reason")] public string Reason { get; init; } = "";
    /// <summary>The object that it happened to.</summary>
    [Field(8, "regarding")] public ObjectReference Regarding { get; init; } = ObjectReference.Empty;
    /// <summary>Another object that has to do with it.</summary>
    [Field(9, "related")] public ObjectReference? Related { get; init; }
    /// <summary>What happened, a sentence for people. Up to 1 KiB.</summary>
    [Field(10, "note")] public string Note { get; init; } = "";
    /// <summary>Whether it is as expected or should be looked at. One of: Normal, Warning.</summary>
    [Field(11, "type")] public string Type { get; init; } = "";
    /// <summary>What reported it, in the form of the core group.</summary>
    [Field(12, "deprecatedSource")] public EventSource DeprecatedSource { get; init; } = EventSource.Empty;
    /// <summary>When it first happened, in the form of the core group.</summary>
    [Field(13, "deprecatedFirstTimestamp", Always = true)] public Time? DeprecatedFirstTimestamp { get; init; }
    /// <summary>When it last happened, in the form of the core group.</summary>
    [Field(14, "deprecatedLastTimestamp", Always = true)] public Time? DeprecatedLastTimestamp { get; init; }
    /// <summary>How often it has happened, in the form of the core group.</summary>
    [Field(15, "deprecatedCount")] public int DeprecatedCount { get; init; }
}
