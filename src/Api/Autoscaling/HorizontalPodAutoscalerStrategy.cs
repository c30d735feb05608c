using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;
using Stored = Kubesharp.Api.Autoscaling.V2.HorizontalPodAutoscaler;

namespace Kubesharp.Api.Autoscaling;

/// <summary>HorizontalPodAutoscalers of version 1: rules and columns are those of the stored version.</summary>
internal sealed class HorizontalPodAutoscalerStrategy : Strategy<HorizontalPodAutoscaler>
{
    private static readonly HorizontalPodAutoscalerConversion Conversion = new();
    private static readonly V2.HorizontalPodAutoscalerStrategy Second = new();

    protected override bool CountsGenerations => true;

    protected override bool HasSameSpec(HorizontalPodAutoscaler left, HorizontalPodAutoscaler right) =>
        Conversion.ToStored(left).Spec.Equals(Conversion.ToStored(right).Spec);

    protected override HorizontalPodAutoscaler WithSpecOf(
        HorizontalPodAutoscaler value, HorizontalPodAutoscaler source)
    {
        Stored stored = Conversion.ToStored(value) with { Spec = Conversion.ToStored(source).Spec };
        return Conversion.FromStored(stored);
    }

    // What is observed is partly in annotations: it is taken from the stored form.
    protected override HorizontalPodAutoscaler WithStatusOf(
        HorizontalPodAutoscaler value, HorizontalPodAutoscaler? source)
    {
        Stored stored = Conversion.ToStored(value) with
        {
            Status = source is null ? V2.HorizontalPodAutoscalerStatus.Empty : Conversion.ToStored(source).Status,
        };
        return Conversion.FromStored(stored);
    }

    protected override HorizontalPodAutoscaler Default(HorizontalPodAutoscaler value) =>
        value.Spec.MinReplicas is null ? value with { Spec = value.Spec with { MinReplicas = 1 } } : value;

    protected override void Validate(HorizontalPodAutoscaler value, FieldErrors errors) =>
        V2.HorizontalPodAutoscalerRules.Validate(Conversion.ToStored(value).Spec, FieldPath.Spec, errors);

    protected override void ValidateStatusUpdate(
        HorizontalPodAutoscaler value, HorizontalPodAutoscaler old, FieldErrors errors) =>
        V2.HorizontalPodAutoscalerRules.ValidateStatus(Conversion.ToStored(value).Status, errors);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        .. Second.Columns.Select(static column => new Column<HorizontalPodAutoscaler>(
            column.Name, column.Type, (value, now) => column.Cell(Conversion.ToStored(value), now))
        {
            Format = column.Format,
            Description = column.Description,
            Priority = column.Priority,
        }),
    ];
}
