using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Scheduling;

/// <summary>PriorityClasses.</summary>
internal sealed class PriorityClassStrategy : Strategy<PriorityClass>
{
    // The system's own two, whose values nobody changes.
    private const int SystemCritical = 2_000_000_000;

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
        int? own = value.Metadata.Name switch
        {
            "system-node-critical" => SystemCritical + 1000,
            "system-cluster-critical" => SystemCritical,
            _ => null,
        };
        if (system && own is { } due && value.Value != due)
        {
            errors.Forbidden(FieldPath.Metadata.Child("name"),
                "priority class names with 'system-' prefix are reserved for system use only. error: value of "
                + $"{value.Metadata.Name} PriorityClass must be {CellText.Number(due)}");
        }
        else if (system && own is null)
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
            errors.Forbidden(FieldPath.Of("value"), "may not be changed in an update.");
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
