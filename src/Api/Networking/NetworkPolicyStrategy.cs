using Kubesharp.Api.Printing;

namespace Kubesharp.Api.Networking;

/// <summary>NetworkPolicies.</summary>
internal sealed class NetworkPolicyStrategy : Strategy<NetworkPolicy>
{
    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(NetworkPolicy left, NetworkPolicy right) => left.Spec.Equals(right.Spec);

    protected override NetworkPolicy Default(NetworkPolicy value)
    {
        if (value.Spec.PolicyTypes.Count > 0)
            return value;
        // Egress is restricted only when rules for it are given.
        IReadOnlyList<string> types = value.Spec.Egress.Count > 0 ? ["Ingress", "Egress"] : ["Ingress"];
        return value with { Spec = value.Spec with { PolicyTypes = types } };
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<NetworkPolicy>(),
        Printing.Columns.Text<NetworkPolicy>("Pod-Selector", "Which Pods it is about.",
            static value => CellText.Selector(value.Spec.PodSelector)),
        Printing.Columns.Age<NetworkPolicy>(),
    ];
}
