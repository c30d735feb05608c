using CoreEvent = Kubesharp.Api.Core.Event;

namespace Kubesharp.Api.Events;

/// <summary>Events of <c>events.k8s.io</c> are those of the core group under other names; nothing is lost.</summary>
internal sealed class EventConversion : Conversion<Event, CoreEvent>
{
    public override CoreEvent ToStored(Event served) => new()
    {
        Metadata = served.Metadata,
        InvolvedObject = served.Regarding,
        Reason = served.Reason,
        Message = served.Note,
        Source = served.DeprecatedSource,
        FirstTimestamp = served.DeprecatedFirstTimestamp,
        LastTimestamp = served.DeprecatedLastTimestamp,
        Count = served.DeprecatedCount,
        Type = served.Type,
        EventTime = served.EventTime,
        Series = served.Series is { } series
            ? new() { Count = series.Count, LastObservedTime = series.LastObservedTime }
            : null,
        Action = served.Action,
        Related = served.Related,
        ReportingComponent = served.ReportingController,
        ReportingInstance = served.ReportingInstance,
    };

    public override Event FromStored(CoreEvent stored) => new()
    {
        Metadata = stored.Metadata,
        Regarding = stored.InvolvedObject,
        Reason = stored.Reason,
        Note = stored.Message,
        DeprecatedSource = stored.Source,
        DeprecatedFirstTimestamp = stored.FirstTimestamp,
        DeprecatedLastTimestamp = stored.LastTimestamp,
        DeprecatedCount = stored.Count,
        Type = stored.Type,
        EventTime = stored.EventTime,
        Series = stored.Series is { } series
            ? new() { Count = series.Count, LastObservedTime = series.LastObservedTime }
            : null,
        Action = stored.Action,
        Related = stored.Related,
        ReportingController = stored.ReportingComponent,
        ReportingInstance = stored.ReportingInstance,
    };
}
