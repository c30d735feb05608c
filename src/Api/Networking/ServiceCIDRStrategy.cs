using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Networking;

/// <summary>ServiceCIDRs: the networks that Services get their addresses from.</summary>
internal sealed class ServiceCIDRStrategy : Strategy<ServiceCIDR>
{
    protected override bool Namespaced => false;
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(ServiceCIDR left, ServiceCIDR right) => left.Spec.Equals(right.Spec);
    protected override ServiceCIDR WithSpecOf(ServiceCIDR value, ServiceCIDR source) =>
        value with { Spec = source.Spec };

    protected override ServiceCIDR WithStatusOf(ServiceCIDR value, ServiceCIDR? source) =>
        value with { Status = source?.Status ?? ServiceCIDRStatus.Empty };

    protected override void Validate(ServiceCIDR value, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("cidrs");
        IReadOnlyList<string> networks = value.Spec.Cidrs;
        if (networks.Count == 0)
        {
            errors.Required(path, "at least one CIDR required");
            return;
        }
        string shown = ApiJson.ToText(value.Spec);
        if (networks.Count > 2)
        {
            errors.InvalidShown(path, shown, "may only hold up to 2 values");
            return;
        }
        for (int i = 0; i < networks.Count; i++)
            AddressRules.CheckCanonicalNetwork(networks[i], path.Index(i), errors);
        if (networks.Count == 2 && IsWide(networks[0]) == IsWide(networks[1]))
        {
            errors.InvalidShown(path, shown,
                "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/64");
        }
    }

    // A second family can be added; what is there stays.
    protected override void ValidateUpdate(ServiceCIDR value, ServiceCIDR old, FieldErrors errors)
    {
        FieldPath path = FieldPath.Spec.Child("cidrs");
        IReadOnlyList<string> now = value.Spec.Cidrs, before = old.Spec.Cidrs;
        if (before.Count == 1 && now.Count == 2)
        {
            if (now[0] != before[0])
                errors.Invalid(path.Index(0), now[0], ValueRules.Immutable);
            return;
        }
        if (now.Count != before.Count)
        {
            errors.InvalidShown(path, Core.ServiceRules.Show(now), ValueRules.Immutable);
            return;
        }
        for (int i = 0; i < now.Count; i++)
        {
            if (now[i] != before[i])
                errors.Invalid(path.Index(i), now[i], ValueRules.Immutable);
        }
    }

    private static bool IsWide(string network) => network.Contains(':', StringComparison.Ordinal);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<ServiceCIDR>(),
        Printing.Columns.Text<ServiceCIDR>("CIDRs", "The networks.",
            static value => string.Join(',', value.Spec.Cidrs)),
        Printing.Columns.Age<ServiceCIDR>(),
    ];
}
