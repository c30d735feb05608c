using System.Net;
using Kubesharp.Controllers;
using Kubesharp.Controllers.HorizontalPodAutoscaling;
using Kubesharp.Controllers.NodeIpam;
using Kubesharp.Controllers.Nodes;

namespace Kubesharp.Options;

/// <summary>The settings of `kubesharp server` that are about how controllers work, under upstream's names.</summary>
internal static class ControllerSettings
{
    private static readonly ControllerTuning Defaults = new();

    public static Setting<TimeSpan> AutoscalerPeriod { get; } = new("horizontal-pod-autoscaler-sync-period",
        Defaults.Autoscaler.SyncPeriod, "How often each HorizontalPodAutoscaler is worked out. Default: 15s",
        Parse.Time);

    public static Setting<TimeSpan> AutoscalerStabilization { get; } = new(
        "horizontal-pod-autoscaler-downscale-stabilization", Defaults.Autoscaler.DownscaleStabilization,
        "How far back the highest recommendation counts before a target is made smaller. Default: 5m0s", Parse.Time);

    public static Setting<double> AutoscalerTolerance { get; } = new("horizontal-pod-autoscaler-tolerance",
        Defaults.Autoscaler.Tolerance, "How far from 1 the ratio of actual and wanted must be. Default: 0.1",
        Parse.Number);

    public static Setting<TimeSpan> AutoscalerCpuInitialization { get; } = new(
        "horizontal-pod-autoscaler-cpu-initialization-period", Defaults.Autoscaler.CpuInitializationPeriod,
        "For how long after a Pod's start its processor time counts only while it is ready. Default: 5m0s",
        Parse.Time);

    public static Setting<TimeSpan> AutoscalerReadinessDelay { get; } = new(
        "horizontal-pod-autoscaler-initial-readiness-delay", Defaults.Autoscaler.InitialReadinessDelay,
        "A Pod that became unready within this time after its start has never been ready. Default: 30s", Parse.Time);

    public static Setting<int> EndpointsPerSlice { get; } = new("max-endpoints-per-slice",
        Defaults.MaxEndpointsPerSlice, "Endpoints in one EndpointSlice, 1 to 1000. Default: 100", Parse.Count);

    public static Setting<int> MirroredEndpoints { get; } = new("mirroring-max-endpoints-per-subset",
        Defaults.MirroringMaxEndpointsPerSubset,
        "Addresses of a subset of Endpoints that are mirrored, 1 to 1000. Default: 1000", Parse.Count);

    public static Setting<int> TerminatedPods { get; } = new("terminated-pod-gc-threshold",
        Defaults.TerminatedPodThreshold, "Finished Pods that may stay; 0: any number. Default: 12500", Parse.Count);

    public static Setting<bool> AllocateNodeCidrs { get; } = new("allocate-node-cidrs", true,
        "Give each node a part of --cluster-cidr. Default: true", Parse.Switch, isSwitch: true);

    public static Setting<int> MaskSizeIPv4 { get; } = new("node-cidr-mask-size-ipv4", 24,
        "The prefix length of a node's IPv4 network. Default: 24", Parse.Count);

    public static Setting<int> MaskSizeIPv6 { get; } = new("node-cidr-mask-size-ipv6", 64,
        "The prefix length of a node's IPv6 network. Default: 64", Parse.Count);

    public static Setting<TimeSpan> MonitorGrace { get; } = new("node-monitor-grace-period",
        Defaults.NodeLifecycle.MonitorGrace, "How long a node may be silent before it counts as lost. Default: 50s",
        Parse.Time);

    public static Setting<TimeSpan> StartupGrace { get; } = new("node-startup-grace-period",
        Defaults.NodeLifecycle.StartupGrace, "The same for a node that has never said anything. Default: 1m0s",
        Parse.Time);

    public static Setting<double> EvictionRate { get; } = new("node-eviction-rate",
        Defaults.NodeLifecycle.EvictionRate, "Lost nodes of a zone that are emptied in a second. Default: 0.1",
        Parse.Number);

    public static Setting<double> SecondaryEvictionRate { get; } = new("secondary-node-eviction-rate",
        Defaults.NodeLifecycle.SecondaryEvictionRate,
        "The same in a large zone of which much is lost; a small one is not emptied then. Default: 0.01", Parse.Number);

    public static Setting<int> LargeZone { get; } = new("large-cluster-size-threshold",
        Defaults.NodeLifecycle.LargeZone, "More nodes than this are a large zone. Default: 50", Parse.Count);

    public static Setting<double> UnhealthyShare { get; } = new("unhealthy-zone-threshold",
        Defaults.NodeLifecycle.UnhealthyShare, "The share of a zone's nodes that is much. Default: 0.55", Parse.Number);

    public static IReadOnlyList<Setting> All { get; } =
    [
        AutoscalerPeriod, AutoscalerStabilization, AutoscalerTolerance, AutoscalerCpuInitialization,
        AutoscalerReadinessDelay, EndpointsPerSlice, MirroredEndpoints, TerminatedPods, AllocateNodeCidrs,
        MaskSizeIPv4, MaskSizeIPv6, MonitorGrace, StartupGrace, EvictionRate, SecondaryEvictionRate, LargeZone,
        UnhealthyShare,
    ];

    /// <summary>Adds to the problems what does not fit together.</summary>
    public static ControllerTuning From(SettingReader reader, ClusterNetwork network, List<string> problems)
    {
        ControllerTuning tuning = new()
        {
            MaxEndpointsPerSlice = reader.Get(EndpointsPerSlice),
            MirroringMaxEndpointsPerSubset = reader.Get(MirroredEndpoints),
            TerminatedPodThreshold = reader.Get(TerminatedPods),
            NodeNetworks = reader.Get(AllocateNodeCidrs)
                ? new NodeNetworkOptions
                {
                    Cluster = [network.Pods],
                    Services = network.SecondServices is { } second
                        ? [network.Services, second] : (IReadOnlyList<IPNetwork>)[network.Services],
                    MaskSizeIPv4 = reader.Get(MaskSizeIPv4),
                    MaskSizeIPv6 = reader.Get(MaskSizeIPv6),
                }
                : null,
            NodeLifecycle = new NodeLifecycleOptions
            {
                MonitorGrace = reader.Get(MonitorGrace),
                StartupGrace = reader.Get(StartupGrace),
                EvictionRate = reader.Get(EvictionRate),
                SecondaryEvictionRate = reader.Get(SecondaryEvictionRate),
                LargeZone = reader.Get(LargeZone),
                UnhealthyShare = reader.Get(UnhealthyShare),
            },
            Autoscaler = new AutoscalerOptions
            {
                SyncPeriod = reader.Get(AutoscalerPeriod),
                DownscaleStabilization = reader.Get(AutoscalerStabilization),
                Tolerance = reader.Get(AutoscalerTolerance),
                CpuInitializationPeriod = reader.Get(AutoscalerCpuInitialization),
                InitialReadinessDelay = reader.Get(AutoscalerReadinessDelay),
            },
        };
        problems.AddRange(tuning.Problems().Select(static problem => $"--{problem}"));
        return tuning;
    }
}
