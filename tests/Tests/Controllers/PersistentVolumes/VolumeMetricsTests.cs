using Kubesharp.Controllers.PersistentVolumes;
using Xunit;

namespace Kubesharp.Tests.Controllers.PersistentVolumes;

public sealed class VolumeMetricsTests
{
    [Fact]
    public void Volumes_and_claims_are_counted_under_upstreams_names()
    {
        string text = VolumeMetrics.Text(
            [
                Volumes.Volume("a", className: "fast", phase: "Bound"),
                Volumes.Volume("b", className: "fast", phase: "Bound"),
                Volumes.Volume("c", className: "slow"),
            ],
            [Volumes.Claim("a", className: "fast", phase: "Bound"), Volumes.Claim("b", className: "fast")],
            [], [("timeout", 2), ("out-of-service", 0)], (5, 1));

        string[] lines = text.Split('\n');
        Assert.Contains("pv_collector_bound_pv_count{storage_class=\"fast\"} 2", lines);
        Assert.Contains("pv_collector_unbound_pv_count{storage_class=\"slow\"} 1", lines);
        Assert.Contains(
            "pv_collector_bound_pvc_count{namespace=\"default\",storage_class=\"fast\",volume_attributes_class=\"\"} 1",
            lines);
        Assert.Contains(
            "pv_collector_unbound_pvc_count{namespace=\"default\",storage_class=\"fast\","
                + "volume_attributes_class=\"\"} 1",
            lines);
        Assert.Contains(
            "pv_collector_total_pv_count{plugin_name=\"kubernetes.io/host-path\",volume_mode=\"Filesystem\"} 3", lines);
        Assert.Contains("attachdetach_controller_forced_detaches{reason=\"timeout\"} 2", lines);
        Assert.Contains("# TYPE attachdetach_controller_total_volumes gauge", lines);
        Assert.Contains("ephemeral_volume_controller_create_total 5", lines);
        Assert.Contains("ephemeral_volume_controller_create_failures_total 1", lines);
    }
}
