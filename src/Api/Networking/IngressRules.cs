using Kubesharp.Api.Core;
using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Networking;

/// <summary>What Ingresses must satisfy.</summary>
internal static class IngressRules
{
    public const string ClassAnnotation = "kubernetes.io/ingress.class";

    private static readonly string[] WrongSequences = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] WrongEnds = ["/..", "/."];

    public static void Validate(Ingress value, FieldErrors errors)
    {
        IngressSpec spec = value.Spec;
        FieldPath path = FieldPath.Spec;
        if (spec.Rules.Count == 0 && spec.DefaultBackend is null)
            errors.InvalidShown(path, "null", "either `defaultBackend` or `rules` must be specified");
        if (spec.DefaultBackend is { } backend)
            ValidateBackend(backend, path.Child("defaultBackend"), errors);
        for (int i = 0; i < spec.Rules.Count; i++)
            ValidateRule(spec.Rules[i], path.Child("rules").Index(i), errors);
        for (int i = 0; i < spec.Tls.Count; i++)
        {
            FieldPath at = path.Child("tls").Index(i);
            for (int host = 0; host < spec.Tls[i].Hosts.Count; host++)
                ValidateHost(spec.Tls[i].Hosts[host], at.Child("hosts").Index(host), errors);
            if (spec.Tls[i].SecretName.Length > 0)
                ValueRules.Name(spec.Tls[i].SecretName, NameRules.Subdomain, at.Child("secretName"), errors);
        }
        if (spec.IngressClassName is { } name)
            ValueRules.Name(name, NameRules.Subdomain, path.Child("ingressClassName"), errors);
    }

    public static void ValidateStatus(IngressStatus status, FieldErrors errors)
    {
        FieldPath path = FieldPath.Status.Child("loadBalancer", "ingress");
        for (int i = 0; i < status.LoadBalancer.Ingress.Count; i++)
        {
            IngressLoadBalancerIngress ingress = status.LoadBalancer.Ingress[i];
            FieldPath at = path.Index(i);
            if (ingress.Ip.Length > 0)
                AddressRules.Check(ingress.Ip, at.Child("ip"), errors);
            if (ingress.Hostname.Length == 0)
                continue;
            ValueRules.Name(ingress.Hostname, NameRules.Subdomain, at.Child("hostname"), errors);
            if (AddressRules.TryParse(ingress.Hostname, out _))
                errors.Invalid(at.Child("hostname"), ingress.Hostname, "must be a DNS name, not an IP address");
        }
    }

    /// <summary>A reference to an object of any kind beside this one.</summary>
    public static void ValidateReference(
        string? group, string kind, string name, FieldPath path, FieldErrors errors)
    {
        if (group is not null)
            ValueRules.Name(group, NameRules.Subdomain, path.Child("apiGroup"), errors);
        ValueRules.RequiredName(kind, NameRules.PathSegment, path.Child("kind"), errors);
        ValueRules.RequiredName(name, NameRules.PathSegment, path.Child("name"), errors);
    }

    private static void ValidateHost(string host, FieldPath path, FieldErrors errors)
    {
        Complaints complaints = default;
        if (host.Contains('*', StringComparison.Ordinal))
            DomainRules.CheckWildcard(host, ref complaints);
        else
            NameRules.CheckSubdomain(host, ref complaints);
        complaints.Report(path, host, errors);
    }

    private static void ValidateRule(IngressRule rule, FieldPath path, FieldErrors errors)
    {
        if (rule.Host.Length > 0)
        {
            if (AddressRules.TryParse(rule.Host, out _))
                errors.Invalid(path.Child("host"), rule.Host, "must be a DNS name, not an IP address");
            ValidateHost(rule.Host, path.Child("host"), errors);
        }
        if (rule.Http is not { } http)
            return;
        FieldPath paths = path.Child("http", "paths");
        if (http.Paths.Count == 0)
            errors.Required(paths);
        for (int i = 0; i < http.Paths.Count; i++)
            ValidatePath(http.Paths[i], paths.Index(i), errors);
    }

    private static void ValidatePath(HTTPIngressPath one, FieldPath path, FieldErrors errors)
    {
        FieldPath at = path.Child("path");
        switch (one.PathType)
        {
            case null:
                errors.Required(path.Child("pathType"), "pathType must be specified");
                return;
            case "Exact" or "Prefix":
                if (!one.Path.StartsWith('/'))
                    errors.Invalid(at, one.Path, "must be an absolute path");
                foreach (string sequence in WrongSequences)
                {
                    if (one.Path.Contains(sequence, StringComparison.Ordinal))
                        errors.Invalid(at, one.Path, $"must not contain '{sequence}'");
                }
                foreach (string end in WrongEnds)
                {
                    if (one.Path.EndsWith(end, StringComparison.Ordinal))
                        errors.Invalid(at, one.Path, $"cannot end with '{end}'");
                }
                break;
            case "ImplementationSpecific":
                if (one.Path.Length > 0 && !one.Path.StartsWith('/'))
                    errors.Invalid(at, one.Path, "must be an absolute path");
                break;
            default:
                errors.NotSupported(path.Child("pathType"), one.PathType,
                    "Exact", "ImplementationSpecific", "Prefix");
                break;
        }
        ValidateBackend(one.Backend, path.Child("backend"), errors);
    }

    private static void ValidateBackend(IngressBackend backend, FieldPath path, FieldErrors errors)
    {
        if (backend.Resource is not null && backend.Service is not null)
        {
            errors.Invalid(path, "", "cannot set both resource and service backends");
        }
        else if (backend.Resource is { } resource)
        {
            ValidateReference(resource.ApiGroup, resource.Kind, resource.Name, path.Child("resource"), errors);
        }
        else if (backend.Service is { } service)
        {
            FieldPath at = path.Child("service");
            ValueRules.RequiredName(service.Name, NameRules.Label, at.Child("name"), errors);
            ServiceBackendPort port = service.Port;
            if (port.Name.Length > 0 && port.Number != 0)
            {
                errors.Invalid(path, "", "cannot set both port name & port number");
            }
            else if (port.Name.Length > 0)
            {
                Complaints complaints = default;
                PortRules.CheckName(port.Name, ref complaints);
                complaints.Report(at.Child("port", "name"), port.Name, errors);
            }
            else if (port.Number == 0)
            {
                errors.Required(path, "port name or number is required");
            }
            else if (port.Number is < 1 or > 65535)
            {
                errors.Invalid(at.Child("port", "number"), port.Number, ContainerRules.PortRange);
            }
        }
        else
        {
            errors.Invalid(path, "", "resource or service backend is required");
        }
    }
}
