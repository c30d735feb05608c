using Kubesharp.Api.Printing;

namespace Kubesharp.Api.Networking;

/// <summary>Ingresses.</summary>
internal sealed class IngressStrategy : Strategy<Ingress>
{
    private const int HostsShownMax = 3;

    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(Ingress left, Ingress right) => left.Spec.Equals(right.Spec);
    protected override Ingress WithSpecOf(Ingress value, Ingress source) => value with { Spec = source.Spec };

    protected override Ingress WithStatusOf(Ingress value, Ingress? source) =>
        value with { Status = source?.Status ?? IngressStatus.Empty };

    private static string Hosts(Ingress value)
    {
        var hosts = new List<string>();
        int more = 0;
        foreach (IngressRule rule in value.Spec.Rules)
        {
            if (rule.Host.Length == 0)
                continue;
            if (hosts.Count == HostsShownMax)
                more++;
            else
                hosts.Add(rule.Host);
        }
        if (hosts.Count == 0)
            return "*";
        string text = string.Join(',', hosts);
        return more > 0 ? $"{text} + {CellText.Number(more)} more..." : text;
    }

    private static string Addresses(Ingress value)
    {
        var addresses = new List<string>();
        foreach (IngressLoadBalancerIngress ingress in value.Status.LoadBalancer.Ingress)
            addresses.Add(ingress.Ip.Length > 0 ? ingress.Ip : ingress.Hostname);
        return string.Join(',', addresses);
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Ingress>(),
        Printing.Columns.Text<Ingress>("Class", "Which controller serves it.",
            static value => CellText.OrNone(value.Spec.IngressClassName)),
        Printing.Columns.Text<Ingress>("Hosts", "The host names it answers to.", Hosts),
        Printing.Columns.Text<Ingress>("Address", "Where it is reached.", Addresses),
        Printing.Columns.Text<Ingress>("Ports", "The ports it listens on.",
            static value => value.Spec.Tls.Count > 0 ? "80, 443" : "80"),
        Printing.Columns.Age<Ingress>(),
    ];
}
