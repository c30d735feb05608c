using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;
using EventRules = Kubesharp.Api.Core.EventRules;

namespace Kubesharp.Api.Events;

/// <summary>Events as events.k8s.io shows them: stricter when written, printed as those of the core group.</summary>
internal sealed class EventStrategy : Strategy<Event>
{
    private static readonly EventConversion Conversion = new();
    private static readonly Core.EventStrategy Core = new();

    public override bool AllowCreateOnUpdate => true;

    protected override void Validate(Event value, FieldErrors errors)
    {
        EventRules.ValidateLegacy(Conversion.ToStored(value), errors);
        EventRules.ValidateNew(Conversion.ToStored(value), errors);
    }

    // Events of the core group, which have what new ones must not have, are updated through this group, too.
    protected override void ValidateChanged(Event value, Event old, FieldErrors errors)
    {
        EventRules.ValidateLegacy(Conversion.ToStored(value), errors);
        EventRules.ValidateUpdate(Conversion.ToStored(value), Conversion.ToStored(old), errors);
    }

    public override IReadOnlyList<string> SelectableFields { get; } =
    [
        "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
        "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type",
    ];

    protected override string? FieldValue(Event value, string field) => field switch
    {
        "regarding.kind" => value.Regarding.Kind,
        "regarding.namespace" => value.Regarding.Namespace,
        "regarding.name" => value.Regarding.Name,
        "regarding.uid" => value.Regarding.Uid,
        "regarding.apiVersion" => value.Regarding.ApiVersion,
        "regarding.resourceVersion" => value.Regarding.ResourceVersion,
        "regarding.fieldPath" => value.Regarding.FieldPath,
        "reason" => value.Reason,
        "reportingController" => value.ReportingController,
        "type" => value.Type,
        _ => base.FieldValue(value, field),
    };

    public override IReadOnlyList<Column> Columns { get; } =
    [
        .. Core.Columns.Select(static column => new Column<Event>(
            column.Name, column.Type, (value, now) => column.Cell(Conversion.ToStored(value), now))
        {
            Format = column.Format,
            Description = column.Description,
            Priority = column.Priority,
        }),
    ];
}
