using Kubesharp.Api.Meta;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Apps;

/// <summary>ControllerRevisions: what a workload was at some time. The past does not change.</summary>
internal sealed class ControllerRevisionStrategy : Strategy<ControllerRevision>
{
    protected override void Validate(ControllerRevision value, FieldErrors errors)
    {
        if (value.Data is not { IsNull: false })
            errors.Required(FieldPath.Of("data"), "data is mandatory");
        if (value.Revision < 0)
            errors.Invalid(FieldPath.Of("revision"), value.Revision, "must be greater than or equal to 0");
    }

    protected override void ValidateUpdate(ControllerRevision value, ControllerRevision old, FieldErrors errors)
    {
        if (value.Data != old.Data)
            errors.InvalidShown(FieldPath.Of("data"), value.Data?.ToString() ?? "null", "field is immutable");
    }

    private static string Controller(ControllerRevision value)
    {
        foreach (OwnerReference owner in value.Metadata.OwnerReferences)
        {
            if (owner.Controller != true)
                continue;
            string group = GroupVersion.Parse(owner.ApiVersion).Group;
            string kind = owner.Kind.ToLowerInvariant();
            return group.Length == 0 ? $"{kind}/{owner.Name}" : $"{kind}.{group}/{owner.Name}";
        }
        return CellText.None;
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ControllerRevision>(),
        Printing.Columns.Text<ControllerRevision>("Controller", "The workload whose state it is.", Controller),
        Printing.Columns.Number<ControllerRevision>("Revision", "Its place in the order of changes.",
            static value => value.Revision),
        Printing.Columns.Age<ControllerRevision>(),
    ];
}
