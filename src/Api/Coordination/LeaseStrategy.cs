using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Coordination;

/// <summary>Leases.</summary>
internal sealed class LeaseStrategy : Strategy<Lease>
{
    public override bool AllowCreateOnUpdate => true;
    public override bool AllowUnconditionalUpdate => false;

    // Coordinated leader election is off by default: its fields are dropped, as Kubernetes does.
    protected override Lease PrepareForCreate(Lease value) =>
        value.Spec.Strategy is null && value.Spec.PreferredHolder is null
            ? value
            : value with { Spec = value.Spec with { Strategy = null, PreferredHolder = null } };

    protected override Lease PrepareForUpdate(Lease value, Lease old) =>
        old.Spec.Strategy is null && old.Spec.PreferredHolder is null ? PrepareForCreate(value) : value;

    protected override void Validate(Lease value, FieldErrors errors)
    {
        if (value.Spec.LeaseDurationSeconds is <= 0)
        {
            errors.Invalid(FieldPath.Spec.Child("leaseDurationSeconds"), value.Spec.LeaseDurationSeconds.Value,
                "must be greater than 0");
        }
        if (value.Spec.LeaseTransitions is < 0)
        {
            errors.Invalid(FieldPath.Spec.Child("leaseTransitions"), value.Spec.LeaseTransitions.Value,
                "must be greater than or equal to 0");
        }
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Lease>(),
        Printing.Columns.Text<Lease>("Holder", "Who has it.", static value => value.Spec.HolderIdentity ?? ""),
        Printing.Columns.Age<Lease>(),
    ];
}
