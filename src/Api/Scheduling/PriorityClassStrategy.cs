using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Scheduling;

/// <summary>PriorityClasses.</summary>
internal sealed class PriorityClassStrategy : Strategy<PriorityClass>
{
    // What users may give; higher is for the system's own.
    private const int UserMax = 1_000_000_000;

    protected override bool Namespaced => false;

    protected override PriorityClass Default(PriorityClass value) =>
        value.PreemptionPolicy is not null ? value : value with { PreemptionPolicy = "PreemptLowerPriority" };

    protected override PriorityClass PrepareForCreate(PriorityClass value) =>
        value with { Metadata = value.Metadata with { Generation = 1 } };

    protected override void Validate(PriorityClass value, FieldErrors errors)
    {
        bool system = value.Metadata.Name.StartsWith("system-", StringComparison.Ordinal);
        if (system && value.Metadata.Name is not ("system-node-critical" or "system-cluster-critical"))
        {
            errors.Forbidden(FieldPath.Metadata.Child("name"),
                "priority class names with 'system-' prefix are reserved for system use only. error: "
                + $"{value.Metadata.Name} is not a known system priority class");
        }
        if (!system && value.Value > UserMax)
        {
            errors.Forbidden(FieldPath.Of("value"),
                $"maximum allowed value of a user defined priority is {CellText.Number(UserMax)}");
        }
        if (value.PreemptionPolicy is not (null or "Never" or "PreemptLowerPriority"))
        {
            errors.NotSupported(FieldPath.Of("preemptionPolicy"), value.PreemptionPolicy,
                "Never", "PreemptLowerPriority");
        }
    }

    protected override void ValidateUpdate(PriorityClass value, PriorityClass old, FieldErrors errors)
    {
        if (value.Value != old.Value)
            errors.Invalid(FieldPath.Of("value"), value.Value, "field is immutable");
        if (value.PreemptionPolicy != old.PreemptionPolicy)
            errors.Invalid(FieldPath.Of("preemptionPolicy"), value.PreemptionPolicy ?? "", "field is immutable");
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<PriorityClass>(),
        Printing.Columns.Number<PriorityClass>("Value", "The priority; more goes first.", static value => value.Value),
        new Column<PriorityClass>("Global-Default", "boolean", static (value, _) => value.GlobalDefault)
        {
            Description = "Whether Pods that name no class get this one.",
        },
        Printing.Columns.Age<PriorityClass>(),
        Printing.Columns.Text<PriorityClass>("PreemptionPolicy", "Whether others are evicted to make room.",
            static value => value.PreemptionPolicy ?? ""),
    ];
}
