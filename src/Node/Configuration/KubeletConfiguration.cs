using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cpus;
using Kubesharp.Kubelet.Eviction;
using Kubesharp.Kubelet.Images;
using Kubesharp.Kubelet.Registration;
using Kubesharp.Kubelet.Shutdown;
using Kubesharp.Kubelet.Streaming;

namespace Kubesharp.Kubelet.Configuration;

/// <summary>
/// Reads a KubeletConfiguration (kubelet.config.k8s.io/v1beta1) strictly, with every violation reported. Members about
/// what this node does otherwise are understood as far as they say what it does anyway.
/// </summary>
public static class KubeletConfiguration
{
    private const string Kind = "KubeletConfiguration";
    private const string Version = "kubelet.config.k8s.io/v1beta1";

    // Members that change nothing that a Pod or a client of the API could see here: certificates, ports and access are
    // this program's own flags, and the rest tunes what this kubelet does not do by polling.
    private static readonly string[] WithoutEffect =
    [
        "address", "authentication", "authorization", "configMapAndSecretChangeDetectionStrategy",
        "containerLogMaxWorkers", "contentType", "enableContentionProfiling", "enableDebugFlagsHandler",
        "enableDebuggingHandlers", "enableProfilingHandler", "enableServer", "enableSystemLogHandler",
        "enableSystemLogQuery", "eventBurst", "eventRecordQPS", "failCgroupV1", "failSwapOn", "featureGates",
        "fileCheckFrequency", "hairpinMode", "healthzBindAddress", "healthzPort", "httpCheckFrequency",
        "imageServiceEndpoint", "iptablesDropBit", "iptablesMasqueradeBit", "kernelMemcgNotification", "kubeAPIBurst",
        "kubeAPIQPS", "kubeReservedCgroup", "kubeletCgroups", "logging", "makeIPTablesUtilChains", "maxOpenFiles",
        "memoryThrottlingFactor", "oomScoreAdj", "podLogsDir", "podCIDR", "protectKernelDefaults", "rotateCertificates",
        "runtimeRequestTimeout", "serverTLSBootstrap", "showHiddenMetricsForVersion", "streamingConnectionIdleTimeout",
        "systemCgroups", "systemReservedCgroup", "tlsCertFile", "tlsCipherSuites", "tlsCurvePreferences",
        "tlsMinVersion", "tlsPrivateKeyFile", "tracing", "volumePluginDir", "volumeStatsAggPeriod",
    ];

    /// <summary>The options with what the file says in place of their own.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <exception cref="ConfigurationException">Says every reason why it cannot be followed.</exception>
    public static KubeletOptions Apply(string text, KubeletOptions options) =>
        ConfigurationDocument.Read(text, Kind, [Version], document =>
        {
            foreach (string name in WithoutEffect)
                document.Skip(name);
            RefuseOthers(document);
            KubeletOptions read = ReadNode(document, ReadPods(document, options)) with
            {
                Images = ReadImages(document, options.Images),
                Eviction = EvictionMembers.Read(document, options.Eviction),
                Reservations = ReadReservations(document, options.Reservations),
                Cpu = ReadCpu(document, options.Cpu),
                Logs = ReadLogs(document, options.Logs),
                Shutdown = ReadShutdown(document, options.Shutdown),
            };
            if (read.Cpu.IsStatic && read.Reservations.Of("cpu").Sign <= 0)
            {
                document.Fail("cpuManagerPolicy", "the static policy requires systemReserved.cpu + kubeReserved.cpu "
                    + "to be greater than zero");
            }
            foreach (string violation in read.Validate().Except(options.Validate()))
                document.Fail(Kind, violation);
            return read;
        });

    // What would be done otherwise than the file says is refused; that it is said as it is, is not.
    private static void RefuseOthers(ConfigurationDocument document)
    {
        foreach ((string name, string only) in (ReadOnlySpan<(string, string)>)
        [
            ("cgroupDriver", "cgroupfs"), ("memoryManagerPolicy", "None"), ("topologyManagerPolicy", "none"),
        ])
        {
            if (document.Text(name) is { Length: > 0 } given && given != only)
                document.Fail(name, $"\"{given}\" is not supported by this version: only {only} is");
        }
        foreach ((string name, bool only) in (ReadOnlySpan<(string, bool)>)
        [
            ("cgroupsPerQOS", true), ("enableControllerAttachDetach", true), ("localStorageCapacityIsolation", true),
            ("registerNode", true), ("runOnce", false), ("singleProcessOOMKill", false),
        ])
        {
            if (document.Flag(name) is { } given && given != only)
                document.Fail(name, $"{(given ? "true" : "false")} is not supported by this version");
        }
        foreach (string name in (ReadOnlySpan<string>)
            ["qosReserved", "reservedMemory", "staticPodURL", "staticPodURLHeader", "topologyManagerPolicyOptions",
                "cpuManagerPolicyOptions", "userNamespaces"])
        {
            if (document.Has(name))
                document.Fail(name, "is not supported by this version");
        }
        if (document.Number("readOnlyPort", 0, ushort.MaxValue) is > 0)
            document.Fail("readOnlyPort", "is not supported by this version: it would need no rights");
        document.Text("topologyManagerScope");
        document.Object<object>("memorySwap", static swap =>
        {
            if (swap.Text("swapBehavior") is not ("" or "NoSwap") and var behavior)
                swap.Fail("swapBehavior", $"\"{behavior}\" is not supported by this version: only NoSwap is");
            return swap;
        });
    }

    private static KubeletOptions ReadPods(ConfigurationDocument document, KubeletOptions options) => options with
    {
        PodsMax = (int)(document.Number("maxPods", 0, int.MaxValue) ?? options.PodsMax),
        PodsPerCore = (int)(document.Number("podsPerCore", 0, int.MaxValue) ?? options.PodsPerCore),
        PodPidsMax = document.Number("podPidsLimit", -1, long.MaxValue) ?? options.PodPidsMax,
        AllowedUnsafeSysctls = document.Has("allowedUnsafeSysctls")
            ? document.Texts("allowedUnsafeSysctls") : options.AllowedUnsafeSysctls,
        StaticPodDirectory = document.Text("staticPodPath") is { Length: > 0 } folder
            ? folder : options.StaticPodDirectory,
        SeccompDefault = document.Flag("seccompDefault") ?? options.SeccompDefault,
        ClusterDomain = document.Has("clusterDomain") ? document.Text("clusterDomain") : options.ClusterDomain,
        ClusterDns = ReadDns(document) ?? options.ClusterDns,
        ResolverConfiguration = document.Has("resolvConf")
            ? document.Text("resolvConf") : options.ResolverConfiguration,
        ResyncPeriod = Positive(document, "syncFrequency") ?? options.ResyncPeriod,
        RestartPauseMax = document.Object("crashLoopBackOff", static section =>
        {
            TimeSpan? span = section.Span("maxContainerRestartPeriod");
            if (span is { TotalSeconds: < 1 or > 300 })
                section.Fail("maxContainerRestartPeriod", "must be from 1s to 300s");
            return new Boxed(span);
        })?.Span ?? options.RestartPauseMax,
    };

    private static KubeletOptions ReadNode(ConfigurationDocument document, KubeletOptions options) => options with
    {
        Port = (int)(document.Number("port", 1, ushort.MaxValue) ?? options.Port),
        CgroupRoot = document.Text("cgroupRoot") is { Length: > 1 } root ? root : options.CgroupRoot,
        RuntimeEndpoint = document.Text("containerRuntimeEndpoint") is { Length: > 0 } endpoint
            ? endpoint : options.RuntimeEndpoint,
        ProviderId = document.Has("providerID") ? document.Text("providerID") : options.ProviderId,
        StatusPeriod = Positive(document, "nodeStatusUpdateFrequency") ?? options.StatusPeriod,
        StatusReportPeriod = Positive(document, "nodeStatusReportFrequency") ?? options.StatusReportPeriod,
        LeaseSeconds = (int)(document.Number("nodeLeaseDurationSeconds", 1, int.MaxValue) ?? options.LeaseSeconds),
        RegisterWithTaints = document.Has("registerWithTaints")
            ? document.Objects("registerWithTaints", static taint => new Taint
            {
                Key = taint.Text("key", required: true),
                Value = taint.Text("value"),
                Effect = taint.Text("effect", required: true),
            })
            : options.RegisterWithTaints,
    };

    private static IPAddress? ReadDns(ConfigurationDocument document)
    {
        IReadOnlyList<string> servers = document.Texts("clusterDNS");
        foreach (string server in servers.Where(static server => !IPAddress.TryParse(server, out _)))
            document.Fail("clusterDNS", $"\"{server}\" is no address");
        if (servers.Count > 1)
            document.Fail("clusterDNS", "more than one server is not supported by this version");
        return servers.Count > 0 && IPAddress.TryParse(servers[0], out IPAddress? address) ? address : null;
    }

    private static ImageOptions ReadImages(ConfigurationDocument document, ImageOptions options)
    {
        PullVerification verification = options.Verification;
        if (document.Text("imagePullCredentialsVerificationPolicy") is { Length: > 0 } policy
            && !Enum.TryParse(policy, out verification))
        {
            document.Fail("imagePullCredentialsVerificationPolicy",
                $"\"{policy}\" must be one of {string.Join(", ", Enum.GetNames<PullVerification>())}");
        }
        int? parallel = (int?)document.Number("maxParallelImagePulls", int.MinValue, int.MaxValue)
            ?? options.ParallelPullsMax;
        return options with
        {
            // Who allows several at a time wants several at a time.
            SerializePulls = document.Flag("serializeImagePulls")
                ?? (parallel is null or < 2 && options.SerializePulls),
            ParallelPullsMax = parallel,
            PullsPerSecond = (int)(document.Number("registryPullQPS", 0, int.MaxValue) ?? options.PullsPerSecond),
            PullBurst = (int)(document.Number("registryBurst", 0, int.MaxValue) ?? options.PullBurst),
            Verification = verification,
            VerificationAllowlist = document.Has("preloadedImagesVerificationAllowlist")
                ? document.Texts("preloadedImagesVerificationAllowlist") : options.VerificationAllowlist,
            HighThresholdPercent = (int)(document.Number("imageGCHighThresholdPercent", int.MinValue, int.MaxValue)
                ?? options.HighThresholdPercent),
            LowThresholdPercent = (int)(document.Number("imageGCLowThresholdPercent", int.MinValue, int.MaxValue)
                ?? options.LowThresholdPercent),
            MinimumAge = document.Span("imageMinimumGCAge") ?? options.MinimumAge,
            MaximumAge = document.Span("imageMaximumGCAge") ?? options.MaximumAge,
            ReportedMax = (int)(document.Number("nodeStatusMaxImages", int.MinValue, int.MaxValue)
                ?? options.ReportedMax),
        };
    }

    private static NodeReservations ReadReservations(ConfigurationDocument document, NodeReservations options)
    {
        CpuSet processors = options.Processors;
        if (document.Text("reservedSystemCPUs") is { Length: > 0 } list && !CpuSet.TryParse(list, out processors))
        {
            document.Fail(
                "reservedSystemCPUs", $"unable to parse reservedSystemCPUs, error: \"{list}\" is no CPU list");
        }
        IReadOnlyList<string> enforced = document.Texts("enforceNodeAllocatable");
        foreach (string one in enforced.Where(static one => one is not ("pods" or "none" or "")))
        {
            document.Fail("enforceNodeAllocatable", one is "system-reserved" or "kube-reserved"
                or "system-reserved-compressible" or "kube-reserved-compressible"
                ? $"\"{one}\" is not supported by this version"
                : $"Invalid configuration: option \"{one}\" specified for enforceNodeAllocatable. Valid options are "
                    + "\"pods\", \"system-reserved\", \"kube-reserved\", or \"none\"");
        }
        return options with
        {
            System = ReadReserved(document, "systemReserved", options.System),
            Kubernetes = ReadReserved(document, "kubeReserved", options.Kubernetes),
            Processors = processors,
            AreEnforced = document.Has("enforceNodeAllocatable") ? enforced.Contains("pods") : options.AreEnforced,
        };
    }

    private static IReadOnlyDictionary<string, Quantity> ReadReserved(
        ConfigurationDocument document, string member, IReadOnlyDictionary<string, Quantity> fallback)
    {
        if (!document.Has(member))
            return fallback;
        Dictionary<string, Quantity> amounts = new(StringComparer.Ordinal);
        foreach ((string resource, string text) in document.Map(member))
        {
            if (resource is not ("cpu" or "memory" or "ephemeral-storage" or "pid"))
                document.Fail($"{member}[{resource}]", $"cannot reserve \"{resource}\" resource");
            else if (!Quantity.TryParse(text, out Quantity amount))
                document.Fail($"{member}[{resource}]", $"\"{text}\" is no quantity");
            else if (amount.Sign < 0)
                document.Fail($"{member}[{resource}]", $"resource quantity cannot be negative: {text}");
            else
                amounts[resource] = amount;
        }
        return amounts;
    }

    private static CpuOptions ReadCpu(ConfigurationDocument document, CpuOptions options)
    {
        string policy = document.Text("cpuManagerPolicy");
        if (policy is not ("" or "none" or "None" or "static"))
            document.Fail("cpuManagerPolicy", $"unknown policy: \"{policy}\"");
        TimeSpan period = document.Span("cpuCFSQuotaPeriod") ?? options.QuotaPeriod;
        if (period < TimeSpan.FromMilliseconds(1) || period > TimeSpan.FromSeconds(1))
        {
            document.Fail("cpuCFSQuotaPeriod", "Invalid configuration: cpuCFSQuotaPeriod (--cpu-cfs-quota-period) "
                + "must be between 1ms and 1sec, inclusive");
        }
        return options with
        {
            HasQuota = document.Flag("cpuCFSQuota") ?? options.HasQuota,
            QuotaPeriod = period,
            IsStatic = policy.Length > 0 ? policy == "static" : options.IsStatic,
            ReconcilePeriod = Positive(document, "cpuManagerReconcilePeriod") ?? options.ReconcilePeriod,
        };
    }

    private static ContainerLogOptions ReadLogs(ConfigurationDocument document, ContainerLogOptions options)
    {
        long bytes = options.BytesMax;
        if (document.Text("containerLogMaxSize") is { Length: > 0 } text)
        {
            if (!Quantity.TryParse(text, out Quantity size) || size.Sign <= 0)
                document.Fail("containerLogMaxSize", $"\"{text}\" must be a positive quantity such as 10Mi");
            else
                bytes = size.Value;
        }
        return options with
        {
            BytesMax = bytes,
            FilesMax = (int)(document.Number("containerLogMaxFiles", 2, int.MaxValue) ?? options.FilesMax),
            Period = Positive(document, "containerLogMonitorInterval") ?? options.Period,
        };
    }

    private static ShutdownOptions ReadShutdown(ConfigurationDocument document, ShutdownOptions options)
    {
        TimeSpan? whole = document.Span("shutdownGracePeriod");
        TimeSpan? critical = document.Span("shutdownGracePeriodCriticalPods");
        IReadOnlyList<ShutdownGrace> graces = document.Objects("shutdownGracePeriodByPodPriority", static entry =>
            new ShutdownGrace(
                (int)(entry.Number("priority", int.MinValue, int.MaxValue) ?? 0),
                TimeSpan.FromSeconds(entry.Number("shutdownGracePeriodSeconds", 0, int.MaxValue) ?? 0)));
        if (whole < TimeSpan.Zero || critical < TimeSpan.Zero)
            document.Fail("shutdownGracePeriod", "Invalid configuration: must not be negative");
        if (critical > (whole ?? TimeSpan.Zero))
        {
            document.Fail("shutdownGracePeriodCriticalPods", "Invalid configuration: must be <= shutdownGracePeriod");
        }
        if (graces.Count > 0 && (whole > TimeSpan.Zero || critical > TimeSpan.Zero))
        {
            document.Fail("shutdownGracePeriodByPodPriority", "Invalid configuration: Cannot specify both "
                + "shutdownGracePeriodByPodPriority and shutdownGracePeriod at the same time");
        }
        return graces.Count > 0 ? new() { Graces = [.. graces.OrderBy(static one => one.Priority)] }
            : whole is null && critical is null ? options
            : ShutdownOptions.Of(whole ?? TimeSpan.Zero, critical ?? TimeSpan.Zero);
    }

    private static TimeSpan? Positive(ConfigurationDocument document, string member)
    {
        TimeSpan? span = document.Span(member);
        if (span is not { } given || given > TimeSpan.Zero)
            return span;
        document.Fail(member, "must be greater than zero");
        return null;
    }

    private sealed record Boxed(TimeSpan? Span);
}
