using Kubesharp.Api.Batch;

namespace Kubesharp.Controllers.Jobs;

/// <summary>What the Job controller counts, under upstream's names.</summary>
internal sealed class JobMetrics(ControllerMetrics metrics)
{
    private readonly MetricFamily durations = metrics.Histogram(
        "job_controller_job_sync_duration_seconds", "The time it took to sync a job",
        ControllerMetrics.Exponential(0.004, 2, 15));
    private readonly MetricFamily syncs = metrics.Counter(
        "job_controller_job_syncs_total", "The number of job syncs");
    private readonly MetricFamily finished = metrics.Counter(
        "job_controller_jobs_finished_total", "The number of finished jobs");
    private readonly MetricFamily pods = metrics.Counter(
        "job_controller_job_pods_finished_total", "The number of finished Pods that are fully tracked");

    public void Synced(Job job, JobPlan plan, bool succeeded, TimeSpan took)
    {
        string action = plan.Create.Count > 0 ? "pods_created" : plan.Delete.Count > 0 ? "pods_deleted" : "tracking";
        string result = succeeded ? "success" : "error";
        syncs.Add(1, "completion_mode", ModeOf(job), "result", result, "action", action);
        durations.Observe(
            took.TotalSeconds, "completion_mode", ModeOf(job), "result", result, "action", action);
    }

    /// <summary>What a status that has been written says beyond the one before it.</summary>
    public void Written(Job job, JobStatus status)
    {
        CountPods(job, "succeeded", status.Succeeded - job.Status.Succeeded);
        CountPods(job, "failed", status.Failed - job.Status.Failed);
        foreach (JobCondition condition in status.Conditions)
        {
            if (condition is not { Status: "True", Type: JobConditions.Complete or JobConditions.Failed })
                continue;
            finished.Add(1, "completion_mode", ModeOf(job), "result",
                condition.Type == JobConditions.Complete ? "succeeded" : "failed", "reason", condition.Reason);
        }
    }

    private void CountPods(Job job, string result, int count)
    {
        if (count > 0)
            pods.Add(count, "completion_mode", ModeOf(job), "result", result);
    }

    private static string ModeOf(Job job) => job.Spec.CompletionMode ?? "NonIndexed";
}
