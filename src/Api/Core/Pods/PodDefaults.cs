namespace Kubesharp.Api.Core;

/// <summary>
/// What a Pod's spec says where its author said nothing. Every default shows in every read, so tools that compare
/// depend on each of them.
/// </summary>
internal static class PodDefaults
{
    private const long TerminationGracePeriodSeconds = 30;

    private static readonly PodSecurityContext NoSecurityContext = PodSecurityContext.Empty;

    /// <summary>For Pods themselves: the template's defaults and those that must not show in templates.</summary>
    public static PodSpec ForPod(PodSpec spec)
    {
        spec = ForTemplate(spec);
        IReadOnlyList<Container> containers = Lists.Change(spec.Containers, RequestsFromLimits);
        IReadOnlyList<Container> initContainers = Lists.Change(spec.InitContainers, RequestsFromLimits);
        if (spec.HostNetwork)
        {
            containers = Lists.Change(containers, HostPorts);
            initContainers = Lists.Change(initContainers, HostPorts);
        }
        bool unchanged = ReferenceEquals(containers, spec.Containers)
            && ReferenceEquals(initContainers, spec.InitContainers) && spec.EnableServiceLinks is not null;
        if (!unchanged)
        {
            spec = spec with
            {
                Containers = containers,
                InitContainers = initContainers,
                EnableServiceLinks = spec.EnableServiceLinks ?? true,
            };
        }
        return spec.Resources is null ? spec : PodResourceDefaults.For(spec);
    }

    public static PodTemplateSpec ForTemplate(PodTemplateSpec template)
    {
        PodSpec spec = ForTemplate(template.Spec);
        return ReferenceEquals(spec, template.Spec) ? template : template with { Spec = spec };
    }

    public static PodSpec ForTemplate(PodSpec spec)
    {
        IReadOnlyList<Container> containers = Lists.Change(spec.Containers, ContainerDefaults.For);
        IReadOnlyList<Container> initContainers = Lists.Change(spec.InitContainers, ContainerDefaults.For);
        IReadOnlyList<EphemeralContainer> ephemeral =
            Lists.Change(spec.EphemeralContainers, ContainerDefaults.ForEphemeral);
        IReadOnlyList<Volume> volumes = Lists.Change(spec.Volumes, VolumeDefaults.For);
        IReadOnlyDictionary<string, Quantity> overhead = PodResourceDefaults.Rounded(spec.Overhead);
        ResourceRequirements? resources = PodResourceDefaults.Rounded(spec.Resources);
        // An old name of the same field; both are always shown.
        string account = spec.ServiceAccountName.Length > 0 ? spec.ServiceAccountName : spec.ServiceAccount;
        bool unchanged = ReferenceEquals(containers, spec.Containers)
            && ReferenceEquals(initContainers, spec.InitContainers)
            && ReferenceEquals(ephemeral, spec.EphemeralContainers) && ReferenceEquals(volumes, spec.Volumes)
            && ReferenceEquals(overhead, spec.Overhead) && ReferenceEquals(resources, spec.Resources)
            && spec.DnsPolicy.Length > 0 && spec.RestartPolicy.Length > 0 && spec.SchedulerName.Length > 0
            && spec.SecurityContext is not null && spec.TerminationGracePeriodSeconds is not null
            && account == spec.ServiceAccountName && account == spec.ServiceAccount;
        if (unchanged)
            return spec;
        return spec with
        {
            Containers = containers,
            InitContainers = initContainers,
            EphemeralContainers = ephemeral,
            Volumes = volumes,
            Overhead = overhead,
            Resources = resources,
            DnsPolicy = Or(spec.DnsPolicy, "ClusterFirst"),
            RestartPolicy = Or(spec.RestartPolicy, "Always"),
            SchedulerName = Or(spec.SchedulerName, "default-scheduler"),
            SecurityContext = spec.SecurityContext ?? NoSecurityContext,
            TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? TerminationGracePeriodSeconds,
            ServiceAccountName = account,
            ServiceAccount = account,
        };
    }

    /// <summary>Who limits a resource and requests none of it, requests as much.</summary>
    private static Container RequestsFromLimits(Container container)
    {
        if (container.Resources.Limits.Count == 0)
            return container;
        Dictionary<string, Quantity>? requests = null;
        foreach ((string name, Quantity limit) in container.Resources.Limits)
        {
            if (container.Resources.Requests.ContainsKey(name))
                continue;
            requests ??= new(container.Resources.Requests, StringComparer.Ordinal);
            requests[name] = limit;
        }
        return requests is null
            ? container
            : container with { Resources = container.Resources with { Requests = requests } };
    }

    private static Container HostPorts(Container container)
    {
        IReadOnlyList<ContainerPort> ports = Lists.Change(
            container.Ports,
            static port => port.HostPort == 0 ? port with { HostPort = port.ContainerPortValue } : port);
        return ReferenceEquals(ports, container.Ports) ? container : container with { Ports = ports };
    }

    private static string Or(string value, string fallback) => value.Length > 0 ? value : fallback;
}
