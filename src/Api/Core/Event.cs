namespace Kubesharp.Api.Core;

/// <summary>Something that happened to an object, told for people. Kept for an hour.</summary>
[ApiResource("v1", "Event", "events", ShortNames = ["ev"])]
[Definition("io.k8s.api.core.v1.Event")]
public sealed partial record Event : ApiObject
{
    /// <summary>The object that it happened to.</summary>
    [Field(2, "involvedObject", Always = true), Required]
    public ObjectReference InvolvedObject { get; init; } = ObjectReference.Empty;
    /// <summary>Why it happened, in CamelCase, for programs: FailedScheduling. Up to 128 characters.</summary>
    [Field(3, "reason")] public string Reason { get; init; } = "";
    /// <summary>What happened, a sentence for people.</summary>
    [Field(4, "message")] public string Message { get; init; } = "";
    /// <summary>What reported it; the older form of reportingComponent.</summary>
    [Field(5, "source")] public EventSource Source { get; init; } = EventSource.Empty;
    /// <summary>When it first happened.</summary>
    [Field(6, "firstTimestamp", Always = true)] public Time? FirstTimestamp { get; init; }
    /// <summary>When it last happened.</summary>
    [Field(7, "lastTimestamp", Always = true)] public Time? LastTimestamp { get; init; }
    /// <summary>How often it has happened.</summary>
    [Field(8, "count")] public int Count { get; init; }
    /// <summary>Whether it is as expected or should be looked at. One of: Normal, Warning.</summary>
    [Field(9, "type")] public string Type { get; init; } = "";
    /// <summary>When it first happened, with microseconds.</summary>
    [Field(10, "eventTime", Always = true)] public MicroTime? EventTime { get; init; }
    /// <summary>How often it has happened since. Absent: once.</summary>
    [Field(11, "series")] public EventSeries? Series { get; init; }
    /// <summary>What was done or failed: Binding, Pulling.</summary>
    [Field(12, "action")] public string Action { get; init; } = "";
    /// <summary>Another object that has to do with it.</summary>
    [Field(13, "related")] public ObjectReference? Related { get; init; }
    /// <summary>The controller that reports it: kubernetes.io/kubelet.</summary>
    [Field(14, "reportingComponent", Always = true)] public string ReportingComponent { get; init; } = "";
    /// <summary>Which instance of the controller: its host name or Pod.</summary>
    [Field(15, "reportingInstance", Always = true)] public string ReportingInstance { get; init; } = "";
}
