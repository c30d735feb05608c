using System.Globalization;
using System.Text;
using Kubesharp.Api.Printing;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>Services. Addresses and node ports are allocated by the API server, between prepare and validate.</summary>
internal sealed class ServiceStrategy : Strategy<Service>
{
    // Three hours.
    private const int ClientIPTimeoutSeconds = 10800;

    public override bool AllowCreateOnUpdate => true;

    // Since 1.36 a name may start with a digit: RFC 1123 in place of RFC 1035.
    protected override NameRule NameRule => NameRules.Label;

    // Services have a status but count no generations.
    protected override Service WithSpecOf(Service value, Service source) => value with { Spec = source.Spec };

    protected override Service WithStatusOf(Service value, Service? source) =>
        value with { Status = source?.Status ?? ServiceStatus.Empty };

    protected override Service Default(Service value)
    {
        ServiceSpec spec = value.Spec;
        string type = spec.Type.Length > 0 ? spec.Type : "ClusterIP";
        string affinity = spec.SessionAffinity.Length > 0 ? spec.SessionAffinity : "None";
        SessionAffinityConfig? config = affinity switch
        {
            "None" => null,
            "ClientIP" when spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds is null =>
                new() { ClientIP = new() { TimeoutSeconds = ClientIPTimeoutSeconds } },
            _ => spec.SessionAffinityConfig,
        };
        bool external = ServiceFields.IsExternallyAccessible(spec with { Type = type });
        LoadBalancerStatus balancer = value.Status.LoadBalancer;
        return value with
        {
            Status = type == "LoadBalancer" && balancer.Ingress.Count > 0
                ? value.Status with
                {
                    LoadBalancer = balancer with { Ingress = Lists.Change(balancer.Ingress, DefaultMode) },
                }
                : value.Status,
            Spec = spec with
            {
                Type = type,
                SessionAffinity = affinity,
                SessionAffinityConfig = config,
                Ports = Lists.Change(spec.Ports, DefaultPort),
                ExternalTrafficPolicy = external && spec.ExternalTrafficPolicy.Length == 0
                    ? "Cluster" : spec.ExternalTrafficPolicy,
                InternalTrafficPolicy = spec.InternalTrafficPolicy
                    ?? (type is "NodePort" or "LoadBalancer" or "ClusterIP" ? "Cluster" : null),
                AllocateLoadBalancerNodePorts = spec.AllocateLoadBalancerNodePorts
                    ?? (type == "LoadBalancer" ? true : null),
            },
        };
    }

    protected override Service PrepareForCreate(Service value) => ServiceFields.Linked(value);

    protected override Service PrepareForUpdate(Service value, Service old) =>
        ServiceFields.WithoutStale(ServiceFields.Linked(value, old), old);

    protected override void Validate(Service value, FieldErrors errors) => ServiceRules.Validate(value, errors);

    protected override void ValidateUpdate(Service value, Service old, FieldErrors errors) =>
        ServiceRules.ValidateUpdate(value, old, errors);

    protected override void ValidateStatusUpdate(Service value, Service old, FieldErrors errors) =>
        ServiceRules.ValidateStatus(value, errors);

    protected override IReadOnlyList<string> Warnings(Service value) => ServiceRules.Warnings(value);

    private static ServicePort DefaultPort(ServicePort port)
    {
        bool noTarget = port.TargetPort.IsString
            ? port.TargetPort.StringValue.Length == 0
            : port.TargetPort.IntValue == 0;
        if (port.Protocol.Length > 0 && !noTarget)
            return port;
        return port with
        {
            Protocol = port.Protocol.Length > 0 ? port.Protocol : "TCP",
            TargetPort = noTarget ? port.Port : port.TargetPort,
        };
    }

    private static LoadBalancerIngress DefaultMode(LoadBalancerIngress ingress) =>
        ingress.Ip.Length == 0 || ingress.IpMode is not null ? ingress : ingress with { IpMode = "VIP" };

    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.clusterIP", "spec.type"];

    protected override string? FieldValue(Service value, string field) => field switch
    {
        "spec.clusterIP" => value.Spec.ClusterIP,
        "spec.type" => value.Spec.Type,
        _ => base.FieldValue(value, field),
    };

    private static string ExternalAddresses(Service value)
    {
        ServiceSpec spec = value.Spec;
        switch (spec.Type)
        {
            case "ClusterIP" or "NodePort":
                return spec.ExternalIPs.Count > 0 ? string.Join(',', spec.ExternalIPs) : CellText.None;
            case "LoadBalancer":
                var balancers = new SortedSet<string>(StringComparer.Ordinal);
                foreach (LoadBalancerIngress ingress in value.Status.LoadBalancer.Ingress)
                    balancers.Add(ingress.Ip.Length > 0 ? ingress.Ip : ingress.Hostname);
                string[] addresses = [.. balancers, .. spec.ExternalIPs];
                return addresses.Length > 0 ? string.Join(',', addresses) : "<pending>";
            case "ExternalName":
                return spec.ExternalName;
            default:
                return "<unknown>";
        }
    }

    private static string PortsText(Service value)
    {
        var text = new StringBuilder();
        foreach (ServicePort port in value.Spec.Ports)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(port.Port.ToString(CultureInfo.InvariantCulture));
            if (port.NodePort > 0)
                text.Append(':').Append(port.NodePort.ToString(CultureInfo.InvariantCulture));
            text.Append('/').Append(port.Protocol);
        }
        return text.Length == 0 ? CellText.None : text.ToString();
    }

    public override IReadOnlyList<Column> Columns { get; } =
    [
        Printing.Columns.Name<Service>(),
        Printing.Columns.Text<Service>("Type", "How the Service is reached.", static value => value.Spec.Type),
        Printing.Columns.Text<Service>("Cluster-IP", "The address inside the cluster.",
            static value => value.Spec.ClusterIPs.Count > 0 ? value.Spec.ClusterIPs[0] : CellText.None),
        Printing.Columns.Text<Service>("External-IP", "The addresses outside the cluster.", ExternalAddresses),
        Printing.Columns.Text<Service>("Port(s)", "Ports, node ports and protocols.", PortsText),
        Printing.Columns.Age<Service>(),
        Printing.Columns.Text<Service>("Selector", "Which Pods serve.",
            static value => CellText.Labels(value.Spec.Selector), 1),
    ];
}
