using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.Jobs;

/// <summary>The Pods of a Job: what is written on them and how they are made. Pure.</summary>
internal static class JobPod
{
    /// <summary>Keeps a Pod until it has been counted, exactly once.</summary>
    public const string Finalizer = "batch.kubernetes.io/job-tracking";
    public const string IndexAnnotation = "batch.kubernetes.io/job-completion-index";
    public const string NameLabel = "batch.kubernetes.io/job-name";

    private const string FailuresAnnotation = "batch.kubernetes.io/job-index-failure-count";
    private const string IgnoredFailuresAnnotation = "batch.kubernetes.io/job-index-ignored-failure-count";
    private const string IndexVariable = "JOB_COMPLETION_INDEX";
    // What the server leaves of a generateName before it adds five characters.
    private const int GenerateNameMax = 58;

    public static bool IsTracked(Pod pod) => pod.Metadata.Finalizers.Contains(Finalizer);

    /// <summary>Its completion index; null when there is none.</summary>
    public static int? IndexOf(Pod pod) => Number(pod, IndexAnnotation);

    public static int FailuresOf(Pod pod) => Number(pod, FailuresAnnotation) ?? 0;

    public static int AllFailuresOf(Pod pod) => FailuresOf(pod) + (Number(pod, IgnoredFailuresAnnotation) ?? 0);

    /// <summary>
    /// Failed; and unless only failed Pods are replaced, also one that is on its way out without having succeeded.
    /// </summary>
    public static bool IsFailed(Job job, Pod pod) => pod.Status.Phase == "Failed"
        || (!ReplacesFailedOnly(job) && pod.Metadata.DeletionTimestamp is not null && pod.Status.Phase != "Succeeded");

    public static bool ReplacesFailedOnly(Job job) => job.Spec.PodReplacementPolicy is { } policy
        ? policy == "Failed" : job.Spec.PodFailurePolicy is not null;

    /// <summary>When its last container ended, or the best that is known of it.</summary>
    public static DateTimeOffset FinishedAt(Pod pod, DateTimeOffset now)
    {
        DateTimeOffset? last = null;
        foreach (ContainerStatus status in pod.Status.ContainerStatuses)
        {
            if (status.State.Terminated?.FinishedAt?.Value is { } finished && (last is null || finished > last))
                last = finished;
        }
        return last ?? PodState.Condition(pod, "Ready")?.LastTransitionTime?.Value
            ?? pod.Metadata.DeletionTimestamp?.Value ?? pod.Metadata.CreationTimestamp?.Value ?? now;
    }

    /// <param name="index">Null for a Job that is not Indexed.</param>
    /// <param name="replaced">The failed Pod of the index, for a Job that limits failures by index.</param>
    public static Pod New(Job job, int? index, Pod? replaced)
    {
        Pod pod = PodWriter.FromTemplate(job, job.Spec.Template);
        pod = pod with
        {
            Metadata = pod.Metadata with { Finalizers = [.. pod.Metadata.Finalizers.Append(Finalizer).Distinct()] },
        };
        if (index is not { } number)
            return pod;
        string text = number.ToString(CultureInfo.InvariantCulture);
        string end = $"-{text}-";
        string name = job.Metadata.Name;
        return pod with
        {
            Metadata = pod.Metadata with
            {
                GenerateName = name[..Math.Min(name.Length, GenerateNameMax - end.Length)] + end,
                Labels = new Dictionary<string, string>(pod.Metadata.Labels) { [IndexAnnotation] = text },
                Annotations = Annotations(job, pod, text, replaced),
            },
            Spec = pod.Spec with
            {
                Hostname = $"{name}-{text}",
                InitContainers = [.. pod.Spec.InitContainers.Select(WithIndexVariable)],
                Containers = [.. pod.Spec.Containers.Select(WithIndexVariable)],
            },
        };
    }

    private static Dictionary<string, string> Annotations(Job job, Pod pod, string index, Pod? replaced)
    {
        Dictionary<string, string> annotations = new(pod.Metadata.Annotations) { [IndexAnnotation] = index };
        if (job.Spec.BackoffLimitPerIndex is null)
            return annotations;
        int failures = 0, ignored = 0;
        if (replaced is not null)
        {
            bool counts = PodFailureRules.Judge(job, replaced).Counts;
            failures = FailuresOf(replaced) + (counts ? 1 : 0);
            ignored = AllFailuresOf(replaced) - FailuresOf(replaced) + (counts ? 0 : 1);
        }
        annotations[FailuresAnnotation] = failures.ToString(CultureInfo.InvariantCulture);
        if (ignored > 0)
            annotations[IgnoredFailuresAnnotation] = ignored.ToString(CultureInfo.InvariantCulture);
        return annotations;
    }

    private static Container WithIndexVariable(Container container) =>
        container.Env.Any(static variable => variable.Name == IndexVariable)
            ? container
            : container with
            {
                Env =
                [
                    .. container.Env,
                    EnvVar.Empty with
                    {
                        Name = IndexVariable,
                        ValueFrom = EnvVarSource.Empty with
                        {
                            FieldRef = ObjectFieldSelector.Empty with
                            {
                                FieldPath = $"metadata.labels['{IndexAnnotation}']",
                            },
                        },
                    },
                ],
            };

    private static int? Number(Pod pod, string annotation) =>
        pod.Metadata.Annotations.TryGetValue(annotation, out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
