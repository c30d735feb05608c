using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Networking;

/// <summary>Ingresses.</summary>
internal sealed class IngressStrategy : Strategy<Ingress>
{
    private const string ClassAnnotationIsDeprecated =
        $"annotation \"{IngressRules.ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead";

    private const int HostsShownMax = 3;

    protected override bool CountsGenerations => true;
    protected override bool HasSameSpec(Ingress left, Ingress right) => left.Spec.Equals(right.Spec);
    protected override Ingress WithSpecOf(Ingress value, Ingress source) => value with { Spec = source.Spec };

    protected override Ingress WithStatusOf(Ingress value, Ingress? source) =>
        value with { Status = source?.Status ?? IngressStatus.Empty };

    protected override void Validate(Ingress value, FieldErrors errors)
    {
        IngressRules.Validate(value, errors);
        if (value.Spec.IngressClassName is { } name
            && value.Metadata.Annotations.TryGetValue(IngressRules.ClassAnnotation, out string? annotated)
            && annotated != name)
        {
            errors.Invalid(FieldPath.Of("annotations").Child(IngressRules.ClassAnnotation), annotated,
                "must match `ingressClassName` when both are specified");
        }
    }

    // Both may differ later: only a new object must say one thing.
    protected override void ValidateChanged(Ingress value, Ingress old, FieldErrors errors) =>
        IngressRules.Validate(value, errors);

    protected override void ValidateStatusUpdate(Ingress value, Ingress old, FieldErrors errors) =>
        IngressRules.ValidateStatus(value.Status, errors);

    protected override IReadOnlyList<string> Warnings(Ingress value) =>
        value.Metadata.Annotations.ContainsKey(IngressRules.ClassAnnotation)
            ? [ClassAnnotationIsDeprecated]
            : [];

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
        var addresses = new SortedSet<string>(StringComparer.Ordinal);
        foreach (IngressLoadBalancerIngress ingress in value.Status.LoadBalancer.Ingress)
        {
            if (ingress.Ip.Length > 0 || ingress.Hostname.Length > 0)
                addresses.Add(ingress.Ip.Length > 0 ? ingress.Ip : ingress.Hostname);
        }
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
