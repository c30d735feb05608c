using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// The Pod Security Standards that a namespace's labels ask for: Pods are refused (enforce), what makes Pods gets a
/// warning (warn). Levels are privileged, baseline and restricted; without labels everything passes.
/// </summary>
public sealed class PodSecurity : IAdmissionPlugin
{
    private const string EnforceLabel = "pod-security.kubernetes.io/enforce";
    private const string WarnLabel = "pod-security.kubernetes.io/warn";

    public string Name => "PodSecurity";

    public bool Handles(AdmissionContext context) =>
        context.Verb is AdmissionVerb.Create or AdmissionVerb.Update
        && context.Subresource is "" or "ephemeralcontainers"
        && context.Object is Pod or ReplicationController or PodTemplate or ReplicaSet or Deployment or StatefulSet
            or DaemonSet or Job or CronJob;

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
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
