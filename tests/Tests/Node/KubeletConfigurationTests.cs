using System.Net;
using Kubesharp.Api;
using Kubesharp.Api.Configuration;
using Kubesharp.Kubelet;
using Kubesharp.Kubelet.Configuration;
using Kubesharp.Kubelet.Cpus;
using Kubesharp.Kubelet.Eviction;
using Kubesharp.Kubelet.Images;
using Kubesharp.Kubelet.Registration;
using Kubesharp.Kubelet.Shutdown;
using Xunit;

namespace Kubesharp.Tests.Nodes;

/// <summary>The kubelet's configuration file (E111).</summary>
public sealed class KubeletConfigurationTests
{
    private const string Head = "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n";

    [Fact]
    public void An_empty_file_changes_nothing()
    {
        Assert.Equal(Options.ToString(), (Read("") with { Eviction = Options.Eviction }).ToString());
        Assert.Equal(Options.Eviction.Thresholds, Read("").Eviction.Thresholds);
    }

    [Fact]
    public void Every_member_that_counts_is_followed()
    {
        KubeletOptions read = Read("""
            maxPods: 50
            podsPerCore: 20
            podPidsLimit: 1000
            staticPodPath: /manifests
            syncFrequency: 2m
            clusterDNS: [10.0.0.10]
            clusterDomain: example.local
            resolvConf: /run/resolv.conf
            seccompDefault: true
            port: 10251
            providerID: cloud://x
            nodeLeaseDurationSeconds: 60
            nodeStatusUpdateFrequency: 20s
            nodeStatusReportFrequency: 10m
            registerWithTaints: [{key: new, effect: NoSchedule}]
            allowedUnsafeSysctls: [net.core.*]
            containerLogMaxSize: 5Mi
            containerLogMaxFiles: 3
            imageMinimumGCAge: 1m
            imageMaximumGCAge: 24h
            imageGCHighThresholdPercent: 70
            imageGCLowThresholdPercent: 60
            maxParallelImagePulls: 4
            registryPullQPS: 0
            imagePullCredentialsVerificationPolicy: AlwaysVerify
            nodeStatusMaxImages: -1
            cpuManagerPolicy: static
            cpuCFSQuotaPeriod: 10ms
            reservedSystemCPUs: 0-1
            systemReserved: {memory: 1Gi}
            kubeReserved: {cpu: 200m, memory: 512Mi, ephemeral-storage: 1Gi}
            crashLoopBackOff: {maxContainerRestartPeriod: 30s}
            shutdownGracePeriod: 30s
            shutdownGracePeriodCriticalPods: 10s
            authentication: {anonymous: {enabled: false}}
            cgroupDriver: cgroupfs
            featureGates: {Something: true}
            """);
        Assert.Equal((50, 20, 1000L), (read.PodsMax, read.PodsPerCore, read.PodPidsMax));
        Assert.Equal(("/manifests", TimeSpan.FromMinutes(2)), (read.StaticPodDirectory, read.ResyncPeriod));
        Assert.Equal(
            (IPAddress.Parse("10.0.0.10"), "example.local", "/run/resolv.conf"),
            (read.ClusterDns, read.ClusterDomain, read.ResolverConfiguration));
        Assert.True(read.SeccompDefault);
        Assert.Equal((10251, "cloud://x", 60), (read.Port, read.ProviderId, read.LeaseSeconds));
        Assert.Equal(
            (TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(10)), (read.StatusPeriod, read.StatusReportPeriod));
        Assert.Equal("new", Assert.Single(read.RegisterWithTaints).Key);
        Assert.Equal(["net.core.*"], read.AllowedUnsafeSysctls);
        Assert.Equal((5L << 20, 3), (read.Logs.BytesMax, read.Logs.FilesMax));
        Assert.Equal(
            new ImageOptions
            {
                SerializePulls = false, ParallelPullsMax = 4, PullsPerSecond = 0, HighThresholdPercent = 70,
                LowThresholdPercent = 60, MinimumAge = TimeSpan.FromMinutes(1), MaximumAge = TimeSpan.FromHours(24),
                Verification = PullVerification.AlwaysVerify, ReportedMax = -1,
                VerificationAllowlist = read.Images.VerificationAllowlist,
            },
            read.Images);
        Assert.True(read.Cpu.IsStatic);
        Assert.Equal(TimeSpan.FromMilliseconds(10), read.Cpu.QuotaPeriod);
        Assert.Equal("0-1", read.Reservations.Processors.ToString());
        Assert.Equal(TimeSpan.FromSeconds(30), read.RestartPauseMax);
        Assert.Equal(
            [new ShutdownGrace(0, TimeSpan.FromSeconds(20)), new(2_000_000_000, TimeSpan.FromSeconds(10))],
            read.Shutdown.Graces);
    }

    [Fact]
    public void Evictions_are_hard_and_soft_with_grace_and_reclaim()
    {
        EvictionThresholds read = Read("""
            evictionHard: {memory.available: 200Mi, nodefs.available: 5%, pid.available: "100", imagefs.available: 0%}
            evictionSoft: {memory.available: 10%}
            evictionSoftGracePeriod: {memory.available: 1m30s}
            evictionMinimumReclaim: {nodefs.available: 1Gi}
            evictionMaxPodGracePeriod: 60
            evictionPressureTransitionPeriod: 1m
            """).Eviction;
        Assert.Equal(
            [
                new(EvictionSignal.MemoryAvailable, EvictionAmount.Of(200L << 20)),
                new(EvictionSignal.NodefsAvailable, EvictionAmount.OfCapacity(0.05))
                {
                    Reclaim = EvictionAmount.Of(1L << 30),
                },
                new(EvictionSignal.PidAvailable, EvictionAmount.Of(100)),
                new EvictionThreshold(EvictionSignal.MemoryAvailable, EvictionAmount.OfCapacity(0.1))
                {
                    Grace = TimeSpan.FromSeconds(90),
                },
            ],
            read.Thresholds);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), (read.PodGraceMax, read.Transition));
        Assert.Equal(EvictionThresholds.Defaults, Read("evictionMaxPodGracePeriod: 1").Eviction.Thresholds);
        Assert.Equal(
            5,
            Read("mergeDefaultEvictionSettings: true\nevictionHard: {memory.available: 1Mi}")
                .Eviction.Thresholds.Count);
    }

    [Theory]
    [InlineData("maxpods: 1", "maxpods")]
    [InlineData("maxPods: many", "maxPods")]
    [InlineData("evictionHard: {memory.free: 1Mi}", "evictionHard[memory.free]")]
    [InlineData("evictionHard: {memory.available: 1x}", "evictionHard[memory.available]")]
    [InlineData("evictionHard: {memory.available: 120%}", "evictionHard[memory.available]")]
    [InlineData("evictionSoft: {memory.available: 1Mi}", "evictionSoft")]
    [InlineData("kubeReserved: {gpu: 1}", "kubeReserved[gpu]")]
    [InlineData("reservedSystemCPUs: 3-1", "reservedSystemCPUs")]
    [InlineData("cpuManagerPolicy: static", "cpuManagerPolicy")]
    [InlineData("cgroupDriver: systemd", "cgroupDriver")]
    [InlineData("topologyManagerPolicy: restricted", "topologyManagerPolicy")]
    [InlineData("imageGCHighThresholdPercent: 50", "KubeletConfiguration")]
    [InlineData("maxParallelImagePulls: 2\nserializeImagePulls: true", "KubeletConfiguration")]
    [InlineData("shutdownGracePeriodCriticalPods: 10s", "shutdownGracePeriodCriticalPods")]
    [InlineData("containerLogMaxFiles: 1", "containerLogMaxFiles")]
    [InlineData("enforceNodeAllocatable: [everything]", "enforceNodeAllocatable")]
    public void What_cannot_be_followed_is_refused_by_name(string text, string member)
    {
        ConfigurationException exception = Assert.Throws<ConfigurationException>(() => Read(text));
        Assert.Equal(member, Assert.Single(exception.Problems).Split(": ")[0]);
    }

    [Fact]
    public void Another_kind_or_version_is_refused() => Assert.Equal(
        2,
        Assert.Throws<ConfigurationException>(() => KubeletConfiguration.Apply(
            "apiVersion: kubelet.config.k8s.io/v1\nkind: Kubelet\n", Options)).Problems.Count);

    [Fact]
    public void Pods_have_what_is_neither_reserved_nor_kept_free_nor_in_huge_pages()
    {
        Dictionary<string, Quantity> capacity = new()
        {
            ["cpu"] = new Quantity(4), ["memory"] = Quantity.Parse("8Gi"),
            ["ephemeral-storage"] = Quantity.Parse("100Gi"), ["pods"] = new Quantity(110),
            ["hugepages-2Mi"] = Quantity.Parse("1Gi"),
        };
        KubeletOptions read = Read("""
            systemReserved: {cpu: 250m, memory: 1Gi}
            kubeReserved: {cpu: 250m, memory: 1Gi, ephemeral-storage: 10Gi}
            evictionHard: {memory.available: 1Gi, nodefs.available: 10%}
            """);
        Assert.Equal(
            new Dictionary<string, Quantity>
            {
                ["cpu"] = Quantity.Parse("3500m"), ["memory"] = Quantity.Parse("4Gi"),
                ["ephemeral-storage"] = Quantity.Parse("80Gi"), ["pods"] = new Quantity(110),
                ["hugepages-2Mi"] = Quantity.Parse("1Gi"),
            },
            read.Reservations.AllocatableOf(capacity, read.Eviction));
        NodeReservations byNumber = read.Reservations with { Processors = new CpuSet([0]) };
        Assert.Equal(new Quantity(3), byNumber.AllocatableOf(capacity, read.Eviction)["cpu"]);
        NodeReservations all = new()
        {
            System = new Dictionary<string, Quantity> { ["memory"] = Quantity.Parse("1Ti") },
        };
        Assert.Equal(Quantity.Zero, all.AllocatableOf(capacity, read.Eviction)["memory"]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("0", "0")]
    [InlineData("3,0-1,2", "0-3")]
    [InlineData("7,1,3-4", "1,3-4,7")]
    public void Sets_of_processors_are_written_as_the_kernel_writes_them(string text, string expected)
    {
        Assert.True(CpuSet.TryParse(text, out CpuSet set));
        Assert.Equal(expected, set.ToString());
    }

    private static KubeletOptions Options { get; } = new()
    {
        NodeName = "n", DataDirectory = "/d", Address = IPAddress.Loopback, CniConfigurationDirectory = "/c",
    };

    private static KubeletOptions Read(string members) => KubeletConfiguration.Apply(Head + members, Options);
}
