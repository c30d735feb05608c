namespace Kubesharp.Api.Core;

/// <summary>
/// What a Pod's spec says where its author said nothing. Every default shows in every read, so tools that compare
/// depend on each of them.
/// </summary>
internal static class PodDefaults
{
    // rw-r--r--
    private const int FileMode = 0x1A4;
    private const long TerminationGracePeriodSeconds = 30;
    private const long TokenExpirationSeconds = 3600;

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
        if (ReferenceEquals(containers, spec.Containers) && ReferenceEquals(initContainers, spec.InitContainers)
            && spec.EnableServiceLinks is not null)
            return spec;
        return spec with
        {
            Containers = containers,
            InitContainers = initContainers,
            EnableServiceLinks = spec.EnableServiceLinks ?? true,
        };
    }

    public static PodTemplateSpec ForTemplate(PodTemplateSpec template)
    {
        PodSpec spec = ForTemplate(template.Spec);
        return ReferenceEquals(spec, template.Spec) ? template : template with { Spec = spec };
    }

    public static PodSpec ForTemplate(PodSpec spec)
    {
        IReadOnlyList<Container> containers = Lists.Change(spec.Containers, ForContainer);
        IReadOnlyList<Container> initContainers = Lists.Change(spec.InitContainers, ForContainer);
        IReadOnlyList<EphemeralContainer> ephemeral = Lists.Change(spec.EphemeralContainers, ForEphemeralContainer);
        IReadOnlyList<Volume> volumes = Lists.Change(spec.Volumes, ForVolume);
        // An old name of the same field; both are always shown.
        string account = spec.ServiceAccountName.Length > 0 ? spec.ServiceAccountName : spec.ServiceAccount;
        bool unchanged = ReferenceEquals(containers, spec.Containers)
            && ReferenceEquals(initContainers, spec.InitContainers)
            && ReferenceEquals(ephemeral, spec.EphemeralContainers) && ReferenceEquals(volumes, spec.Volumes)
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
            DnsPolicy = Or(spec.DnsPolicy, "ClusterFirst"),
            RestartPolicy = Or(spec.RestartPolicy, "Always"),
            SchedulerName = Or(spec.SchedulerName, "default-scheduler"),
            SecurityContext = spec.SecurityContext ?? NoSecurityContext,
            TerminationGracePeriodSeconds = spec.TerminationGracePeriodSeconds ?? TerminationGracePeriodSeconds,
            ServiceAccountName = account,
            ServiceAccount = account,
        };
    }

    /// <summary>Always for the tag latest, which is also what no tag and no digest means.</summary>
    public static string PullPolicyFor(string image)
    {
        int digest = image.IndexOf('@', StringComparison.Ordinal);
        ReadOnlySpan<char> name = digest < 0 ? image : image.AsSpan(0, digest);
        int colon = name.LastIndexOf(':');
        // A colon before a slash belongs to the port of the registry.
        ReadOnlySpan<char> tag = colon > name.LastIndexOf('/') ? name[(colon + 1)..] : [];
        bool latest = tag.IsEmpty ? digest < 0 : tag is "latest";
        return latest ? "Always" : "IfNotPresent";
    }

    private static Container ForContainer(Container container)
    {
        IReadOnlyList<ContainerPort> ports = Lists.Change(container.Ports, ForPort);
        IReadOnlyList<EnvVar> env = Lists.Change(container.Env, ForEnv);
        Probe? liveness = ForProbe(container.LivenessProbe);
        Probe? readiness = ForProbe(container.ReadinessProbe);
        Probe? startup = ForProbe(container.StartupProbe);
        Lifecycle? lifecycle = ForLifecycle(container.Lifecycle);
        bool unchanged = ReferenceEquals(ports, container.Ports) && ReferenceEquals(env, container.Env)
            && ReferenceEquals(liveness, container.LivenessProbe)
            && ReferenceEquals(readiness, container.ReadinessProbe)
            && ReferenceEquals(startup, container.StartupProbe) && ReferenceEquals(lifecycle, container.Lifecycle)
            && container.ImagePullPolicy.Length > 0 && container.TerminationMessagePath.Length > 0
            && container.TerminationMessagePolicy.Length > 0;
        if (unchanged)
            return container;
        return container with
        {
            Ports = ports,
            Env = env,
            LivenessProbe = liveness,
            ReadinessProbe = readiness,
            StartupProbe = startup,
            Lifecycle = lifecycle,
            ImagePullPolicy = container.ImagePullPolicy.Length > 0
                ? container.ImagePullPolicy : PullPolicyFor(container.Image),
            TerminationMessagePath = Or(container.TerminationMessagePath, "/dev/termination-log"),
            TerminationMessagePolicy = Or(container.TerminationMessagePolicy, "File"),
        };
    }

    private static EphemeralContainer ForEphemeralContainer(EphemeralContainer container)
    {
        if (container.ImagePullPolicy.Length > 0 && container.TerminationMessagePath.Length > 0
            && container.TerminationMessagePolicy.Length > 0)
            return container;
        return container with
        {
            Ports = Lists.Change(container.Ports, ForPort),
            Env = Lists.Change(container.Env, ForEnv),
            ImagePullPolicy = container.ImagePullPolicy.Length > 0
                ? container.ImagePullPolicy : PullPolicyFor(container.Image),
            TerminationMessagePath = Or(container.TerminationMessagePath, "/dev/termination-log"),
            TerminationMessagePolicy = Or(container.TerminationMessagePolicy, "File"),
        };
    }

    private static ContainerPort ForPort(ContainerPort port) =>
        port.Protocol.Length > 0 ? port : port with { Protocol = "TCP" };

    private static EnvVar ForEnv(EnvVar variable)
    {
        switch (variable.ValueFrom)
        {
            case { FieldRef: { ApiVersion.Length: 0 } field } source:
                return variable with { ValueFrom = source with { FieldRef = field with { ApiVersion = "v1" } } };
            case { FileKeyRef: { Optional: null } file } source:
                return variable with { ValueFrom = source with { FileKeyRef = file with { Optional = false } } };
            default:
                return variable;
        }
    }

    private static Probe? ForProbe(Probe? probe)
    {
        if (probe is null)
            return null;
        HTTPGetAction? httpGet = ForHttpGet(probe.HttpGet);
        GRPCAction? grpc = probe.Grpc is { Service: null } action ? action with { Service = "" } : probe.Grpc;
        if (ReferenceEquals(httpGet, probe.HttpGet) && ReferenceEquals(grpc, probe.Grpc)
            && probe.TimeoutSeconds != 0 && probe.PeriodSeconds != 0
            && probe.SuccessThreshold != 0 && probe.FailureThreshold != 0)
            return probe;
        return probe with
        {
            HttpGet = httpGet,
            Grpc = grpc,
            TimeoutSeconds = Or(probe.TimeoutSeconds, 1),
            PeriodSeconds = Or(probe.PeriodSeconds, 10),
            SuccessThreshold = Or(probe.SuccessThreshold, 1),
            FailureThreshold = Or(probe.FailureThreshold, 3),
        };
    }

    private static HTTPGetAction? ForHttpGet(HTTPGetAction? action) =>
        action is null || (action.Path.Length > 0 && action.Scheme.Length > 0)
            ? action
            : action with { Path = Or(action.Path, "/"), Scheme = Or(action.Scheme, "HTTP") };

    private static Lifecycle? ForLifecycle(Lifecycle? lifecycle)
    {
        if (lifecycle is null)
            return null;
        LifecycleHandler? postStart = ForHandler(lifecycle.PostStart);
        LifecycleHandler? preStop = ForHandler(lifecycle.PreStop);
        return ReferenceEquals(postStart, lifecycle.PostStart) && ReferenceEquals(preStop, lifecycle.PreStop)
            ? lifecycle
            : lifecycle with { PostStart = postStart, PreStop = preStop };
    }

    private static LifecycleHandler? ForHandler(LifecycleHandler? handler)
    {
        HTTPGetAction? httpGet = ForHttpGet(handler?.HttpGet);
        return handler is null || ReferenceEquals(httpGet, handler.HttpGet)
            ? handler
            : handler with { HttpGet = httpGet };
    }

    private static Volume ForVolume(Volume volume)
    {
        switch (volume)
        {
            case { ConfigMap: { DefaultMode: null } source }:
                return volume with { ConfigMap = source with { DefaultMode = FileMode } };
            case { Secret: { DefaultMode: null } source }:
                return volume with { Secret = source with { DefaultMode = FileMode } };
            case { DownwardAPI: { } source }:
                return ForDownwardApi(volume, source);
            case { Projected: { } source }:
                return ForProjected(volume, source);
            case { HostPath: { Type: null } source }:
                return volume with { HostPath = source with { Type = "" } };
            case { Image: { PullPolicy.Length: 0 } source }:
                return volume with { Image = source with { PullPolicy = PullPolicyFor(source.Reference) } };
            case { Ephemeral.VolumeClaimTemplate: { Spec.VolumeMode: null } template }:
                PersistentVolumeClaimTemplate filled = template with
                {
                    Spec = template.Spec with { VolumeMode = "Filesystem" },
                };
                return volume with { Ephemeral = volume.Ephemeral with { VolumeClaimTemplate = filled } };
            case { Iscsi: { IscsiInterface.Length: 0 } source }:
                return volume with { Iscsi = source with { IscsiInterface = "default" } };
            case { Rbd: { } source }:
                return volume with
                {
                    Rbd = source with
                    {
                        Pool = Or(source.Pool, "rbd"),
                        User = Or(source.User, "admin"),
                        Keyring = Or(source.Keyring, "/etc/ceph/keyring"),
                    },
                };
            case { AzureDisk: { } source }:
                return volume with
                {
                    AzureDisk = source with
                    {
                        CachingMode = source.CachingMode ?? "ReadWrite",
                        Kind = source.Kind ?? "Shared",
                        FsType = source.FsType ?? "ext4",
                        ReadOnly = source.ReadOnly ?? false,
                    },
                };
            case { ScaleIO: { } source }:
                return volume with
                {
                    ScaleIO = source with
                    {
                        StorageMode = Or(source.StorageMode, "ThinProvisioned"),
                        FsType = Or(source.FsType, "xfs"),
                    },
                };
            default:
                return PodRules.CountSources(volume) == 0
                    ? volume with { EmptyDir = EmptyDirVolumeSource.Empty }
                    : volume;
        }
    }

    private static Volume ForDownwardApi(Volume volume, DownwardAPIVolumeSource source)
    {
        IReadOnlyList<DownwardAPIVolumeFile> items = Lists.Change(source.Items, ForDownwardApiFile);
        return source.DefaultMode is not null && ReferenceEquals(items, source.Items)
            ? volume
            : volume with { DownwardAPI = source with { DefaultMode = source.DefaultMode ?? FileMode, Items = items } };
    }

    private static DownwardAPIVolumeFile ForDownwardApiFile(DownwardAPIVolumeFile file) =>
        file.FieldRef is { ApiVersion.Length: 0 } field
            ? file with { FieldRef = field with { ApiVersion = "v1" } }
            : file;

    private static Volume ForProjected(Volume volume, ProjectedVolumeSource source)
    {
        IReadOnlyList<VolumeProjection> sources = Lists.Change(source.Sources, ForProjection);
        if (source.DefaultMode is not null && ReferenceEquals(sources, source.Sources))
            return volume;
        source = source with { DefaultMode = source.DefaultMode ?? FileMode, Sources = sources };
        return volume with { Projected = source };
    }

    private static VolumeProjection ForProjection(VolumeProjection projection)
    {
        if (projection.ServiceAccountToken is { ExpirationSeconds: null } token)
        {
            return projection with
            {
                ServiceAccountToken = token with { ExpirationSeconds = TokenExpirationSeconds },
            };
        }
        if (projection.DownwardAPI is not { } downward)
            return projection;
        IReadOnlyList<DownwardAPIVolumeFile> items = Lists.Change(downward.Items, ForDownwardApiFile);
        return ReferenceEquals(items, downward.Items)
            ? projection
            : projection with { DownwardAPI = downward with { Items = items } };
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
    private static int Or(int value, int fallback) => value != 0 ? value : fallback;
}
