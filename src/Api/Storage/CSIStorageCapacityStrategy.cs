using Kubesharp.Api.Printing;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Storage;

/// <summary>CSIStorageCapacities.</summary>
internal sealed class CSIStorageCapacityStrategy : Strategy<CSIStorageCapacity>
{
    public override bool AllowUnconditionalUpdate => false;

    protected override void Validate(CSIStorageCapacity value, FieldErrors errors)
    {
        if (value.NodeTopology is { } topology)
            LabelQuery.Validate(topology, FieldPath.Of("nodeTopology"), errors);
        ValueRules.Name(value.StorageClassName, NameRules.Subdomain, FieldPath.Of("storageClassName"), errors);
        if (value.Capacity is { } capacity)
            ValueRules.NotNegative(capacity, FieldPath.Of("capacity"), errors);
        if (value.MaximumVolumeSize is { } size)
            ValueRules.NotNegative(size, FieldPath.Of("maximumVolumeSize"), errors);
    }

    protected override void ValidateUpdate(CSIStorageCapacity value, CSIStorageCapacity old, FieldErrors errors)
    {
        if (value.NodeTopology != old.NodeTopology)
        {
            errors.InvalidShown(FieldPath.Of("nodeTopology"),
                value.NodeTopology is { } topology ? ApiJson.ToText(topology) : "null", ValueRules.Immutable);
        }
        if (value.StorageClassName != old.StorageClassName)
            errors.Invalid(FieldPath.Of("storageClassName"), value.StorageClassName, ValueRules.Immutable);
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<CSIStorageCapacity>(),
        Printing.Columns.Text<CSIStorageCapacity>("StorageClassName", "The class that it is about.",
            static value => value.StorageClassName),
        Printing.Columns.Text<CSIStorageCapacity>("Capacity", "How much there is left.",
            static value => value.Capacity?.ToString() ?? CellText.Unset),
    ];
}
