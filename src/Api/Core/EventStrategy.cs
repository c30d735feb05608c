using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Events.</summary>
internal sealed class EventStrategy : Strategy<Event>
{
    public override bool AllowCreateOnUpdate => true;

    // Recorders put anything in front of the dot.
    protected override NameRule NameRule => NameRules.PathSegment;

    protected override void Validate(Event value, FieldErrors errors) => EventRules.ValidateLegacy(value, errors);

    public override IReadOnlyList<string> SelectableFields { get; } =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
        "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason",
        "reportingComponent", "source", "type",
    ];

    protected override string? FieldValue(Event value, string field) => field switch
    {
        "involvedObject.kind" => value.InvolvedObject.Kind,
        "involvedObject.namespace" => value.InvolvedObject.Namespace,
        "involvedObject.name" => value.InvolvedObject.Name,
        "involvedObject.uid" => value.InvolvedObject.Uid,
        "involvedObject.apiVersion" => value.InvolvedObject.ApiVersion,
        "involvedObject.resourceVersion" => value.InvolvedObject.ResourceVersion,
        "involvedObject.fieldPath" => value.InvolvedObject.FieldPath,
        "reason" => value.Reason,
        "reportingComponent" => value.ReportingComponent,
        "source" => value.Source.Component.Length > 0 ? value.Source.Component : value.ReportingComponent,
        "type" => value.Type,
        _ => base.FieldValue(value, field),
    };

    internal static string LastSeen(Event value, DateTimeOffset now)
    {
        DateTimeOffset? first = value.FirstTimestamp?.Value ?? value.EventTime?.Value;
        if (value.Series is { } series)
            return HumanDuration.Age(series.LastObservedTime?.Value, now);
        return HumanDuration.Age(value.LastTimestamp?.Value ?? first, now);
    }

    internal static string Object(Event value) =>
        $"{value.InvolvedObject.Kind.ToLowerInvariant()}/{value.InvolvedObject.Name}";

    internal static string SourceText(Event value)
    {
        string component = value.Source.Component.Length > 0 ? value.Source.Component : value.ReportingComponent;
        string host = value.Source.Host.Length > 0 ? value.Source.Host
            : value.Source.Component.Length > 0 ? "" : value.ReportingInstance;
        return host.Length > 0 ? $"{component}, {host}" : component;
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Timed<Event>("Last Seen", "When it happened last.", LastSeen),
        Printing.Columns.Text<Event>("Type", "Normal or Warning.", static value => value.Type),
        Printing.Columns.Text<Event>("Reason", "One word for what happened.", static value => value.Reason),
        Printing.Columns.Text<Event>("Object", "What it happened to.", Object),
        Printing.Columns.Text<Event>("Subobject", "The part that it happened to.",
            static value => value.InvolvedObject.FieldPath, 1),
        Printing.Columns.Text<Event>("Source", "Who reports it.", SourceText, 1),
        Printing.Columns.Text<Event>("Message", "What happened, for people.", static value => value.Message.Trim()),
        Printing.Columns.Timed<Event>("First Seen", "When it happened first.",
            static (value, now) => HumanDuration.Age(value.FirstTimestamp?.Value ?? value.EventTime?.Value, now), 1),
        Printing.Columns.Number<Event>("Count", "How often it happened.",
            static value => value.Series?.Count ?? Math.Max(value.Count, 1), 1),
        Printing.Columns.Name<Event>() with { Priority = 1 },
    ];
}
