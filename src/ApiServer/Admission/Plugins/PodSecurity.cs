using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// The Pod Security Standards that a namespace's labels ask for: Pods are refused (enforce), what makes Pods gets a
/// warning (warn), and so does who makes a namespace stricter than its Pods are. Levels are privileged, baseline and
/// restricted; without labels everything passes.
/// </summary>
public sealed class PodSecurity : IAdmissionPlugin
{
    private const string EnforceLabel = "pod-security.kubernetes.io/enforce";
    private const string WarnLabel = "pod-security.kubernetes.io/warn";
    // A namespace with more Pods is looked at in part, so that changing a label never takes long.
    private const int ExistingPodsMax = 3000;

    public string Name => "PodSecurity";

    public bool Handles(AdmissionContext context) =>
        context.Verb is AdmissionVerb.Create or AdmissionVerb.Update
        && context.Subresource is "" or "ephemeralcontainers"
        && context.Object is Pod or ReplicationController or PodTemplate or ReplicaSet or Deployment or StatefulSet
            or DaemonSet or Job or CronJob or Namespace;

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is Namespace changed)
        {
            if (context.OldObject is Namespace before)
                WarnOfExistingPods(context, changed, Level(before, EnforceLabel), Level(changed, EnforceLabel));
            return default;
        }
        if (context.Objects.Get(Resources.Namespaces, "", context.Namespace) is not Namespace found
            || SpecOf(context.Object!) is not { } spec
            || (context.OldObject is { } old && SpecOf(old) == spec))
        {
            return default;
        }
        if (context.Object is Pod && Level(found, EnforceLabel) is { Length: > 0 } enforced)
        {
            IReadOnlyList<PodSecurityViolation> violations = PodSecurityStandards.Check(spec, enforced);
            if (violations.Count > 0)
            {
                return new(AdmissionErrors.Forbidden(
                    context, $"violates PodSecurity \"{enforced}:latest\": {Text(violations)}"));
            }
        }
        if (Level(found, WarnLabel) is { Length: > 0 } warned)
        {
            IReadOnlyList<PodSecurityViolation> violations = PodSecurityStandards.Check(spec, warned);
            if (violations.Count > 0)
                context.Warnings.Add($"would violate PodSecurity \"{warned}:latest\": {Text(violations)}");
        }
        return default;
    }

    private static void WarnOfExistingPods(
        AdmissionContext context, Namespace changed, string before, string level)
    {
        if (Strictness(level) <= Strictness(before))
            return;
        string name = changed.Metadata.Name;
        Pod[] pods = [.. OneOfEachOwnerFirst(context.Objects.List(Resources.Pods, name))];
        if (pods.Length > ExistingPodsMax)
        {
            context.Warnings.Add(
                $"new PodSecurity enforce level only checked against the first {ExistingPodsMax} of {pods.Length} "
                + "existing pods");
        }
        string[] lines =
        [
            .. pods.Take(ExistingPodsMax)
                .Select(pod => (pod.Metadata.Name, Reasons: string.Join(
                    ", ", PodSecurityStandards.Check(pod.Spec, level).Select(static found => found.Reason))))
                .Where(static pod => pod.Reasons.Length > 0)
                .GroupBy(static pod => pod.Reasons, static pod => pod.Name)
                .Select(static alike => $"{alike.Min(StringComparer.Ordinal)}{Others(alike.Count() - 1)}: {alike.Key}")
                .Order(StringComparer.Ordinal),
        ];
        if (lines.Length == 0)
            return;
        context.Warnings.Add(
            $"existing pods in namespace \"{name}\" violate the new PodSecurity enforce level \"{level}:latest\"");
        foreach (string line in lines)
            context.Warnings.Add(line);
    }

    // Pods of one owner are alike: when not all can be looked at, one of each says most.
    private static IEnumerable<Pod> OneOfEachOwnerFirst(IReadOnlyList<ApiObject> pods)
    {
        HashSet<string> owners = new(StringComparer.Ordinal);
        return pods.Cast<Pod>().OrderBy(pod =>
            pod.Metadata.OwnerReferences.FirstOrDefault(static owner => owner.Controller == true) is { } owner
            && !owners.Add(owner.Uid));
    }

    private static string Others(int count) => count switch
    {
        0 => "",
        1 => " (and 1 other pod)",
        _ => $" (and {count} other pods)",
    };

    private static int Strictness(string level) => level switch { "restricted" => 2, "baseline" => 1, _ => 0 };

    // An unknown level is taken for the strictest, as upstream does.
    private static string Level(Namespace found, string label) =>
        found.Metadata.Labels.GetValueOrDefault(label) switch
        {
            null or "privileged" => "",
            "baseline" => "baseline",
            _ => "restricted",
        };

    private static PodSpec? SpecOf(ApiObject @object) => @object switch
    {
        Pod pod => pod.Spec,
        PodTemplate template => template.Template.Spec,
        ReplicationController controller => controller.Spec.Template?.Spec,
        ReplicaSet replicaSet => replicaSet.Spec.Template.Spec,
        Deployment deployment => deployment.Spec.Template.Spec,
        StatefulSet statefulSet => statefulSet.Spec.Template.Spec,
        DaemonSet daemonSet => daemonSet.Spec.Template.Spec,
        Job job => job.Spec.Template.Spec,
        CronJob cronJob => cronJob.Spec.JobTemplate.Spec.Template.Spec,
        _ => null,
    };

    private static string Text(IReadOnlyList<PodSecurityViolation> violations) =>
        string.Join(", ", violations.Select(static violation => $"{violation.Reason} ({violation.Detail})"));
}
