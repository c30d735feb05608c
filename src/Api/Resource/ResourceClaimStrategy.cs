using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Resource;

/// <summary>ResourceClaims.</summary>
internal sealed class ResourceClaimStrategy : Strategy<ResourceClaim>
{
    private const int ReservedMax = 256;

    protected override ResourceClaim WithSpecOf(ResourceClaim value, ResourceClaim source) =>
        value with { Spec = source.Spec };

    protected override ResourceClaim WithStatusOf(ResourceClaim value, ResourceClaim? source) =>
        value with { Status = source?.Status ?? ResourceClaimStatus.Empty };

    protected override ResourceClaim Default(ResourceClaim value)
    {
        DeviceClaim devices = DeviceRules.Default(value.Spec.Devices);
        return ReferenceEquals(devices, value.Spec.Devices)
            ? value
            : value with { Spec = value.Spec with { Devices = devices } };
    }

    protected override void Validate(ResourceClaim value, FieldErrors errors) =>
        DeviceRules.Validate(value.Spec.Devices, FieldPath.Spec.Child("devices"), errors);

    protected override void ValidateUpdate(ResourceClaim value, ResourceClaim old, FieldErrors errors)
    {
        if (!value.Spec.Equals(old.Spec))
            errors.InvalidShown(FieldPath.Spec, ApiJson.ToText(value.Spec), ValueRules.Immutable);
    }

    protected override void ValidateStatusUpdate(ResourceClaim value, ResourceClaim old, FieldErrors errors)
    {
        IReadOnlyList<ResourceClaimConsumerReference> reserved = value.Status.ReservedFor;
        FieldPath path = FieldPath.Status.Child("reservedFor");
        if (reserved.Count > ReservedMax)
            errors.TooMany(path, reserved.Count, ReservedMax);
        var uids = new HashSet<string>();
        for (int i = 0; i < reserved.Count; i++)
        {
            FieldPath at = path.Index(i);
            if (reserved[i].Resource.Length == 0)
                errors.Required(at.Child("resource"));
            if (reserved[i].Name.Length == 0)
                errors.Required(at.Child("name"));
            if (reserved[i].Uid.Length == 0)
                errors.Required(at.Child("uid"));
            if (!uids.Add(reserved[i].Uid))
                errors.Duplicate(at, reserved[i].Uid);
        }
        if (value.Status.Allocation is null)
        {
            if (reserved.Count > 0)
                errors.Forbidden(path, "may not be specified when `allocated` is not set");
        }
        else if (old.Status.Allocation is { } before && !value.Status.Allocation.Equals(before))
        {
            errors.InvalidShown(
                FieldPath.Status.Child("allocation"), ApiJson.ToText(value.Status.Allocation), ValueRules.Immutable);
        }
        if (value.Metadata.DeletionTimestamp is not null && uids.Count > old.Status.ReservedFor.Count)
            errors.Forbidden(path, "new entries may not be added while `deletionTimestamp` is set");
    }

    private static string State(ResourceClaim value)
    {
        var states = new List<string>();
        if (value.Metadata.DeletionTimestamp is not null)
            states.Add("deleted");
        if (value.Status.Allocation is null)
        {
            if (value.Metadata.DeletionTimestamp is null)
                states.Add("pending");
        }
        else
        {
            states.Add("allocated");
            states.Add(value.Status.ReservedFor.Count > 0 ? "reserved" : "");
        }
        return string.Join(',', states.Where(static state => state.Length > 0));
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ResourceClaim>(),
        Printing.Columns.Text<ResourceClaim>(
            "State", "A summary of the current state (allocated, pending, etc.).", State),
        Printing.Columns.Age<ResourceClaim>(),
    ];
}
