using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>What Events must satisfy: little for those of the core group, more for those of events.k8s.io.</summary>
internal static class EventRules
{
    private const int ActionMax = 128;
    private const int ReasonMax = 128;
    private const int NoteMax = 1024;
    private const int ReporterMax = 128;

    /// <summary>What holds for Events written through the core group.</summary>
    public static void ValidateLegacy(Event value, FieldErrors errors)
    {
        FieldPath at = FieldPath.Of("involvedObject").Child("namespace");
        string about = value.InvolvedObject.Namespace, here = value.Metadata.Namespace;
        if (value.EventTime is null)
        {
            // What lives in no namespace is reported in default.
            if (about.Length == 0 ? here != "default" : here != about)
                errors.Invalid(at, about, "does not match event.namespace");
            return;
        }
        if (about.Length == 0 && here is not ("default" or "kube-system"))
            errors.Invalid(at, about, "does not match event.namespace");
        if (value.ReportingComponent.Length == 0)
            errors.Required(FieldPath.Of("reportingController"));
        ValueRules.QualifiedName(value.ReportingComponent, FieldPath.Of("reportingController"), errors);
        if (value.ReportingInstance.Length == 0)
            errors.Required(FieldPath.Of("reportingInstance"));
        if (value.ReportingInstance.Length > ReporterMax)
            errors.Invalid(FieldPath.Of("reportingInstance"), "", $"can have at most {ReporterMax} characters");
        if (value.Action.Length == 0)
            errors.Required(FieldPath.Of("action"));
        if (value.Action.Length > ActionMax)
            errors.Invalid(FieldPath.Of("action"), "", $"can have at most {ActionMax} characters");
        if (value.Reason.Length == 0)
            errors.Required(FieldPath.Of("reason"));
        if (value.Reason.Length > ReasonMax)
            errors.Invalid(FieldPath.Of("reason"), "", $"can have at most {ReasonMax} characters");
        if (value.Message.Length > NoteMax)
            errors.Invalid(FieldPath.Of("message"), "", $"can have at most {NoteMax} characters");
    }

    /// <summary>What holds beyond that for Events made through events.k8s.io.</summary>
    public static void ValidateNew(Event value, FieldErrors errors)
    {
        ValidateSeries(value, errors);
        if (value.EventTime is null)
            errors.Required(FieldPath.Of("eventTime"));
        if (value.Type is not ("Normal" or "Warning"))
            errors.Invalid(FieldPath.Of("type"), "", "has invalid value: " + value.Type);
        const string Unset = "needs to be unset";
        if (value.FirstTimestamp is not null)
            errors.Invalid(FieldPath.Of("firstTimestamp"), "", Unset);
        if (value.LastTimestamp is not null)
            errors.Invalid(FieldPath.Of("lastTimestamp"), "", Unset);
        if (value.Count != 0)
            errors.Invalid(FieldPath.Of("count"), "", Unset);
        if (value.Source.Component.Length > 0 || value.Source.Host.Length > 0)
            errors.Invalid(FieldPath.Of("source"), "", Unset);
    }

    private static void ValidateSeries(Event value, FieldErrors errors)
    {
        if (value.Series is not { } series)
            return;
        if (series.Count < 2)
            errors.Invalid(FieldPath.Of("series.count"), "", "should be at least 2");
        if (series.LastObservedTime is null)
            errors.Required(FieldPath.Of("series.lastObservedTime"));
    }

    /// <summary>Of an Event of events.k8s.io only the series goes on.</summary>
    public static void ValidateUpdate(Event value, Event old, FieldErrors errors)
    {
        if (value.Series != old.Series)
            ValidateSeries(value, errors);
        Same(value.InvolvedObject == old.InvolvedObject, "involvedObject", value.InvolvedObject);
        SameText(value.Reason, old.Reason, "reason");
        SameText(value.Message, old.Message, "message");
        Same(value.Source == old.Source, "source", value.Source);
        SameTime(value.FirstTimestamp?.ToString(), old.FirstTimestamp?.ToString(), "firstTimestamp");
        SameTime(value.LastTimestamp?.ToString(), old.LastTimestamp?.ToString(), "lastTimestamp");
        if (value.Count != old.Count)
            errors.Invalid(FieldPath.Of("count"), value.Count, ValueRules.Immutable);
        SameText(value.Type, old.Type, "type");
        SameTime(value.EventTime?.ToString(), old.EventTime?.ToString(), "eventTime");
        SameText(value.Action, old.Action, "action");
        if (value.Related != old.Related)
        {
            errors.InvalidShown(
                FieldPath.Of("related"),
                value.Related is { } related ? ApiJson.ToText(related) : "null",
                ValueRules.Immutable);
        }
        SameText(value.ReportingComponent, old.ReportingComponent, "reportingController");
        SameText(value.ReportingInstance, old.ReportingInstance, "reportingInstance");

        void Same(bool same, string field, IApiMessage shown)
        {
            if (!same)
                errors.InvalidShown(FieldPath.Of(field), ApiJson.ToText(shown), ValueRules.Immutable);
        }

        void SameText(string now, string before, string field)
        {
            if (now != before)
                errors.Invalid(FieldPath.Of(field), now, ValueRules.Immutable);
        }

        void SameTime(string? now, string? before, string field)
        {
            if (now == before)
                return;
            string shown = now is null ? "null" : FieldErrors.Quote(now);
            errors.InvalidShown(FieldPath.Of(field), shown, ValueRules.Immutable);
        }
    }
}
