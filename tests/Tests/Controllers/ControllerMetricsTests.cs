using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Controllers;
using Kubesharp.Controllers.EndpointSlices;
using Kubesharp.Controllers.Jobs;
using Kubesharp.Controllers.StatefulSets;
using Kubesharp.Tests.Controllers.EndpointSlices;
using Xunit;

namespace Kubesharp.Tests.Controllers;

/// <summary>What controllers count, in the text form of /metrics.</summary>
public sealed class ControllerMetricsTests
{
    [Fact]
    public void Families_are_written_in_order_with_escaped_labels()
    {
        ControllerMetrics metrics = new();
        metrics.Counter("b_total", "Second.").Add(2, "name", "a \"quoted\"\nname\\");
        metrics.Gauge("a", "First.").Set(1.5);
        metrics.Counter("unused_total", "Never counted.");
        MetricFamily seconds = metrics.Histogram("c_seconds", "Third.", [0.1, 1]);
        seconds.Observe(0.05, "kind", "x");
        seconds.Observe(0.5, "kind", "x");

        Assert.Equal(
            """
            # HELP a First.
            # TYPE a gauge
            a 1.5
            # HELP b_total Second.
            # TYPE b_total counter
            b_total{name="a \"quoted\"\nname\\"} 2
            # HELP c_seconds Third.
            # TYPE c_seconds histogram
            c_seconds_bucket{kind="x",le="0.1"} 1
            c_seconds_bucket{kind="x",le="1"} 2
            c_seconds_bucket{kind="x",le="+Inf"} 2
            c_seconds_sum{kind="x"} 0.55
            c_seconds_count{kind="x"} 2

            """,
            metrics.Text());
    }

    [Fact]
    public void A_series_that_is_removed_is_gone_and_a_family_is_made_once()
    {
        ControllerMetrics metrics = new();
        MetricFamily family = metrics.Gauge("a", "A.");
        family.Set(1, "of", "x");
        family.Set(2, "of", "y");
        family.Remove("of", "x");

        Assert.Same(family, metrics.Gauge("a", "A."));
        Assert.DoesNotContain("of=\"x\"", metrics.Text(), StringComparison.Ordinal);
        Assert.Contains("a{of=\"y\"} 2", metrics.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_are_counted_when_they_finish()
    {
        ControllerMetrics metrics = new();
        JobMetrics jobs = new(metrics);
        Job job = new()
        {
            Metadata = ObjectMeta.Empty with { Name = "work" },
            Spec = JobSpec.Empty with { CompletionMode = "Indexed" },
            Status = JobStatus.Empty with { Succeeded = 1 },
        };

        jobs.Written(job, job.Status with
        {
            Succeeded = 3,
            Failed = 1,
            Conditions = [JobConditions.True("Complete", "CompletionsReached", "", DateTimeOffset.UnixEpoch)],
        });

        string text = metrics.Text();
        Assert.Contains("job_controller_jobs_finished_total{completion_mode=\"Indexed\",result=\"succeeded\","
            + "reason=\"CompletionsReached\"} 1", text, StringComparison.Ordinal);
        Assert.Contains("job_controller_job_pods_finished_total{completion_mode=\"Indexed\",result=\"succeeded\"} 2",
            text, StringComparison.Ordinal);
        Assert.Contains("job_controller_job_pods_finished_total{completion_mode=\"Indexed\",result=\"failed\"} 1",
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void Slices_of_all_Services_are_added_up()
    {
        ControllerMetrics metrics = new();
        SliceMetrics slices = new(metrics);
        SlicePlan plan = SlicePlan.For(SlicePlanTests.View(
            new Service { Spec = ServiceSpec.Empty with { IpFamilies = ["IPv4"] } }, [],
            [.. Enumerable.Range(1, 4).Select(SlicePlanTests.PodOf)]));

        slices.Synced(new("default", "a"), plan);
        slices.Synced(new("default", "b"), plan);
        slices.Synced(new("default", "a"), plan); // again, not more
        slices.Gone(new("default", "b"));
        slices.Wrote("create");
        slices.Ended(succeeded: true);

        string text = metrics.Text();
        Assert.Contains("endpoint_slice_controller_endpoints_desired 4\n", text, StringComparison.Ordinal);
        Assert.Contains("endpoint_slice_controller_num_endpoint_slices 2\n", text, StringComparison.Ordinal);
        Assert.Contains("endpoint_slice_controller_desired_endpoint_slices 2\n", text, StringComparison.Ordinal);
        Assert.Contains("endpoint_slice_controller_changes{operation=\"create\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("endpoint_slice_controller_syncs{result=\"success\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("endpoint_slice_controller_endpoints_added_per_sync_sum 12\n", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_StatefulSet_says_how_many_it_misses_and_may()
    {
        ControllerMetrics metrics = new();
        StatefulSetMetrics sets = new(metrics);
        StatefulSet set = Workloads.StatefulSet("db", 3);
        set = set with { Spec = set.Spec with { PodManagementPolicy = "OrderedReady" } };
        const string labels = "{statefulset_namespace=\"default\",statefulset_name=\"db\","
            + "pod_management_policy=\"OrderedReady\"}";

        sets.Set(set, StatefulSetStatus.Empty with { AvailableReplicas = 1 });

        Assert.Contains($"statefulset_controller_statefulset_unavailable_replicas{labels} 2\n", metrics.Text(),
            StringComparison.Ordinal);
        Assert.Contains($"statefulset_controller_statefulset_max_unavailable{labels} 1\n", metrics.Text(),
            StringComparison.Ordinal);
        sets.Gone(new("default", "db"));
        Assert.Equal("", metrics.Text());
    }
}
