using System.Globalization;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Jobs;

/// <summary>What a failed Pod means for its Job.</summary>
/// <param name="Counts">It counts against the back-off limit.</param>
/// <param name="FailsIndex">Its index is not tried again.</param>
/// <param name="JobFailure">The Job fails, and this is why; null when it does not.</param>
internal readonly record struct PodVerdict(bool Counts, bool FailsIndex, string? JobFailure)
{
    public static PodVerdict Counted { get; } = new(true, false, null);
}

/// <summary>A Job's podFailurePolicy: the first rule that matches decides. Pure.</summary>
internal static class PodFailureRules
{
    public static PodVerdict Judge(Job job, Pod pod)
    {
        IReadOnlyList<PodFailurePolicyRule> rules = job.Spec.PodFailurePolicy?.Rules ?? [];
        for (int i = 0; i < rules.Count; i++)
        {
            PodFailurePolicyRule rule = rules[i];
            string? match = rule.OnExitCodes is { } codes
                ? ExitCode(pod, rule, codes, i)
                : Condition(pod, rule, i);
            if (match is null)
                continue;
            switch (rule.Action)
            {
                case "Ignore":
                    return new(false, false, null);
                case "FailIndex" when job.Spec.BackoffLimitPerIndex is not null:
                    return new(true, true, null);
                case "Count":
                    return PodVerdict.Counted;
                case "FailJob":
                    return new(true, false, match);
            }
        }
        return PodVerdict.Counted;
    }

    private static string? ExitCode(
        Pod pod, PodFailurePolicyRule rule, PodFailurePolicyOnExitCodesRequirement codes, int index)
    {
        foreach (ContainerStatus status in pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses))
        {
            if (status.State.Terminated is not { ExitCode: not 0 } ended
                || (codes.ContainerName is { } name && name != status.Name))
                continue;
            bool listed = codes.Values.Contains(ended.ExitCode);
            if (codes.Operator == "In" ? listed : codes.Operator == "NotIn" && !listed)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"Container {status.Name} for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} failed with exit "
                    + $"code {ended.ExitCode} matching {rule.Action} rule at index {index}");
            }
        }
        return null;
    }

    private static string? Condition(Pod pod, PodFailurePolicyRule rule, int index)
    {
        foreach (PodFailurePolicyOnPodConditionsPattern pattern in rule.OnPodConditions)
        {
            string wanted = pattern.Status.Length > 0 ? pattern.Status : "True";
            if (PodState.Condition(pod, pattern.Type)?.Status == wanted)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"Pod {pod.Metadata.Namespace}/{pod.Metadata.Name} has condition {pattern.Type} matching "
                    + $"{rule.Action} rule at index {index}");
            }
        }
        return null;
    }
}
