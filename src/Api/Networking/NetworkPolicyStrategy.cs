using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Networking;

/// <summary>NetworkPolicies.</summary>
internal sealed class NetworkPolicyStrategy : Strategy<NetworkPolicy>
{
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(NetworkPolicy left, NetworkPolicy right) => left.Spec.Equals(right.Spec);

    protected override NetworkPolicy Default(NetworkPolicy value)
    {
        value = WithProtocols(value);
        if (value.Spec.PolicyTypes.Count > 0)
            return value;
        // Egress is restricted only when rules for it are given.
        IReadOnlyList<string> types = value.Spec.Egress.Count > 0 ? ["Ingress", "Egress"] : ["Ingress"];
        return value with { Spec = value.Spec with { PolicyTypes = types } };
    }

    private static NetworkPolicy WithProtocols(NetworkPolicy value)
    {
        IReadOnlyList<NetworkPolicyIngressRule> ingress = Lists.Change(value.Spec.Ingress, static rule =>
            Lists.Change(rule.Ports, DefaultPort) is var ports && ReferenceEquals(ports, rule.Ports)
                ? rule : rule with { Ports = ports });
        IReadOnlyList<NetworkPolicyEgressRule> egress = Lists.Change(value.Spec.Egress, static rule =>
            Lists.Change(rule.Ports, DefaultPort) is var ports && ReferenceEquals(ports, rule.Ports)
                ? rule : rule with { Ports = ports });
        return ReferenceEquals(ingress, value.Spec.Ingress) && ReferenceEquals(egress, value.Spec.Egress)
            ? value
            : value with { Spec = value.Spec with { Ingress = ingress, Egress = egress } };
    }

    private static NetworkPolicyPort DefaultPort(NetworkPolicyPort port) =>
        port.Protocol is null ? port with { Protocol = "TCP" } : port;

    protected override void Validate(NetworkPolicy value, FieldErrors errors) =>
        NetworkPolicyRules.Validate(value.Spec, FieldPath.Spec, errors);

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<NetworkPolicy>(),
        Printing.Columns.Text<NetworkPolicy>("Pod-Selector", "Which Pods it is about.",
            static value => CellText.Selector(value.Spec.PodSelector)),
        Printing.Columns.Age<NetworkPolicy>(),
    ];
}
