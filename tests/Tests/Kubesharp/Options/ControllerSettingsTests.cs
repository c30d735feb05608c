using System.CommandLine;
using Kubesharp.Options;
using Xunit;

namespace Kubesharp.Tests.Programs.Options;

/// <summary>The flags that are about how controllers work.</summary>
public sealed class ControllerSettingsTests
{
    [Fact]
    public void Defaults_are_upstreams()
    {
        ServerOptions options = Read();

        Assert.Equal((100, 1000, 12500), (options.Tuning.MaxEndpointsPerSlice,
            options.Tuning.MirroringMaxEndpointsPerSubset, options.Tuning.TerminatedPodThreshold));
        Assert.Equal((TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(5), 0.1), (options.Tuning.Autoscaler.SyncPeriod,
            options.Tuning.Autoscaler.DownscaleStabilization, options.Tuning.Autoscaler.Tolerance));
        Assert.Equal((TimeSpan.FromSeconds(50), 0.1), (options.Tuning.NodeLifecycle.MonitorGrace,
            options.Tuning.NodeLifecycle.EvictionRate));
        Assert.Equal("10.42.0.0/16", options.Tuning.NodeNetworks!.Cluster[0].ToString());
        Assert.Null(options.Network.SecondServices);
    }

    [Fact]
    public void Flags_are_read()
    {
        ServerOptions options = Read(
            "--horizontal-pod-autoscaler-sync-period=5s", "--node-eviction-rate=0.5", "--allocate-node-cidrs=false",
            "--service-cluster-ip-range=10.43.0.0/16,fd43::/108", "--max-endpoints-per-slice=7");

        Assert.Equal(TimeSpan.FromSeconds(5), options.Tuning.Autoscaler.SyncPeriod);
        Assert.Equal(0.5, options.Tuning.NodeLifecycle.EvictionRate);
        Assert.Null(options.Tuning.NodeNetworks);
        Assert.Equal("fd43::/108", options.Network.SecondServices?.ToString());
        Assert.Equal("10.43.0.10", options.Network.Dns.ToString());
        Assert.Equal(7, options.Tuning.MaxEndpointsPerSlice);
    }

    [Theory]
    [InlineData("--max-endpoints-per-slice=0", "--max-endpoints-per-slice: 0 is not from 1 to 1000")]
    [InlineData("--horizontal-pod-autoscaler-tolerance=2",
        "--horizontal-pod-autoscaler-tolerance: 2 is not from 0 to 1")]
    [InlineData("--node-cidr-mask-size-ipv4=8",
        "--node-cidr-mask-size-ipv4: 8 is not from 16 to 32, for cluster-cidr 10.42.0.0/16")]
    [InlineData("--horizontal-pod-autoscaler-sync-period=soon", "must be a time such as 15s or 1m30s")]
    [InlineData("--service-cluster-ip-range=10.43.0.0/16,10.44.0.0/16",
        "must be one range, or two of different families")]
    public void What_cannot_be_is_said(string flag, string expected)
    {
        OptionsException refused = Assert.Throws<OptionsException>(() => Read(flag));

        Assert.Contains(expected, Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    private static ServerOptions Read(params string[] flags)
    {
        Command command = new("server");
        foreach (Setting setting in ServerSettings.All)
            command.Options.Add(setting.Flag);
        return ServerSettings.Read(command.Parse(flags));
    }
}
