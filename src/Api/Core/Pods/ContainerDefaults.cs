namespace Kubesharp.Api.Core;

/// <summary>What a container of whatever kind is where its author said nothing.</summary>
internal static class ContainerDefaults
{
    private const string TerminationMessagePath = "/dev/termination-log";
    private const string TerminationMessagePolicy = "File";

    public static Container For(Container container)
    {
        IReadOnlyList<ContainerPort> ports = Lists.Change(container.Ports, ForPort);
        IReadOnlyList<EnvVar> env = Lists.Change(container.Env, ForEnv);
        ResourceRequirements resources = PodResourceDefaults.Rounded(container.Resources)!;
        Probe? liveness = ForProbe(container.LivenessProbe);
        Probe? readiness = ForProbe(container.ReadinessProbe);
        Probe? startup = ForProbe(container.StartupProbe);
        Lifecycle? lifecycle = ForLifecycle(container.Lifecycle);
        bool unchanged = ReferenceEquals(ports, container.Ports) && ReferenceEquals(env, container.Env)
            && ReferenceEquals(resources, container.Resources)
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
            Resources = resources,
            LivenessProbe = liveness,
            ReadinessProbe = readiness,
            StartupProbe = startup,
            Lifecycle = lifecycle,
            ImagePullPolicy = PolicyOf(container.ImagePullPolicy, container.Image),
            TerminationMessagePath = Or(container.TerminationMessagePath, TerminationMessagePath),
            TerminationMessagePolicy = Or(container.TerminationMessagePolicy, TerminationMessagePolicy),
        };
    }

    // The same for the other type that has these fields.
    public static EphemeralContainer ForEphemeral(EphemeralContainer container)
    {
        EphemeralContainer filled = container with
        {
            Ports = Lists.Change(container.Ports, ForPort),
            Env = Lists.Change(container.Env, ForEnv),
            Resources = PodResourceDefaults.Rounded(container.Resources)!,
            LivenessProbe = ForProbe(container.LivenessProbe),
            ReadinessProbe = ForProbe(container.ReadinessProbe),
            StartupProbe = ForProbe(container.StartupProbe),
            Lifecycle = ForLifecycle(container.Lifecycle),
            ImagePullPolicy = PolicyOf(container.ImagePullPolicy, container.Image),
            TerminationMessagePath = Or(container.TerminationMessagePath, TerminationMessagePath),
            TerminationMessagePolicy = Or(container.TerminationMessagePolicy, TerminationMessagePolicy),
        };
        return filled.Equals(container) ? container : filled;
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

    private static string PolicyOf(string policy, string image) =>
        policy.Length > 0 ? policy : ImageNames.PullPolicyFor(image);

    private static string Or(string value, string fallback) => value.Length > 0 ? value : fallback;
    private static int Or(int value, int fallback) => value != 0 ? value : fallback;
}
