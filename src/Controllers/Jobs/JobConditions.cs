using Kubesharp.Api;
using Kubesharp.Api.Batch;

namespace Kubesharp.Controllers.Jobs;

/// <summary>A Job's conditions with upstream's types, reasons and messages. Pure.</summary>
internal static class JobConditions
{
    public const string Complete = "Complete";
    public const string Failed = "Failed";
    public const string Suspended = "Suspended";
    /// <summary>It will fail; its Pods are still on their way out.</summary>
    public const string FailureTarget = "FailureTarget";
    /// <summary>It will be complete; its Pods are still on their way out.</summary>
    public const string SuccessCriteriaMet = "SuccessCriteriaMet";

    public static bool IsFinished(Job job) => Find(job, Complete) is not null || Find(job, Failed) is not null;

    /// <summary>The condition of that type if it is true.</summary>
    public static JobCondition? Find(Job job, string type) =>
        job.Status.Conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == "True");

    public static JobCondition True(string type, string reason, string message, DateTimeOffset now) =>
        Of(type, "True", reason, message, now);

    public static JobCondition Of(string type, string status, string reason, string message, DateTimeOffset now) =>
        JobCondition.Empty with
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastProbeTime = new Time(now),
            LastTransitionTime = new Time(now),
        };

    /// <summary>
    /// The list with the condition in it; the same list when it says so already. A condition that never was true is not
    /// added as false.
    /// </summary>
    public static IReadOnlyList<JobCondition> Set(IReadOnlyList<JobCondition> present, JobCondition condition)
    {
        JobCondition? known = present.FirstOrDefault(known => known.Type == condition.Type);
        if (known is null)
            return condition.Status == "False" ? present : [.. present, condition];
        return known.Status == condition.Status && known.Reason == condition.Reason
            && known.Message == condition.Message
            ? present
            : [.. present.Select(old => old == known ? condition : old)];
    }
}
