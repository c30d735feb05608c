using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission.Security;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>
/// The Pod Security Standards that a namespace's labels ask for: Pods are refused (enforce), what makes Pods gets a
/// warning (warn), both are written down (audit), and who makes a namespace stricter than its Pods are is told. Levels
/// are privileged, baseline and restricted, each in the version of a release; without labels the configuration decides.
/// </summary>
public sealed class PodSecurity(PodSecurityConfiguration configuration) : IAdmissionPlugin
{
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
            return new(CheckNamespace(context, changed));
        if (ExemptionOf(context) is { } exempt)
        {
            Annotate(context, "exempt", exempt);
            return default;
        }
        if (context.Objects.Get(Resources.Namespaces, "", context.Namespace) is not Namespace found
            || TemplateOf(context.Object!) is not var (annotations, spec)
            || (context.OldObject is { } old && !IsSignificant(old, context.Object!)))
        {
            return default;
        }
        (PodSecurityPolicy policy, IReadOnlyList<StatusCause> problems) =
            PodSecurityPolicy.Of(found.Metadata.Labels, configuration.Defaults);
        bool enforces = context.Object is Pod;
        if (problems.Count == 0 && policy.IsFullyPrivileged)
        {
            if (enforces)
                Annotate(context, "enforce-policy", PodSecurityTarget.Privileged.ToString());
            return default;
        }
        if (spec.RuntimeClassName is { } runtimeClass && configuration.RuntimeClasses.Contains(runtimeClass))
        {
            Annotate(context, "exempt", "runtimeClass");
            return default;
        }
        if (problems.Count > 0)
            Annotate(context, "error", $"Failed to parse policy: {Text(problems)}");
        return new(Evaluate(context, policy, annotations, spec, enforces));
    }

    private static Status? Evaluate(
        AdmissionContext context, PodSecurityPolicy policy, IReadOnlyDictionary<string, string> annotations,
        PodSpec spec, bool enforces)
    {
        Status? refusal = null;
        if (enforces)
        {
            Annotate(context, "enforce-policy", policy.Enforce.ToString());
            if (Found(policy.Enforce) is { Length: > 0 } broken)
                refusal = AdmissionErrors.Forbidden(context, $"violates PodSecurity \"{policy.Enforce}\": {broken}");
        }
        if (Found(policy.Audit) is { Length: > 0 } audited)
            Annotate(context, "audit-violations", $"would violate PodSecurity \"{policy.Audit}\": {audited}");
        // Who is refused anyway needs no warning.
        if (refusal is null && Found(policy.Warn) is { Length: > 0 } warned)
            context.Warnings.Add($"would violate PodSecurity \"{policy.Warn}\": {warned}");
        return refusal;

        string Found(PodSecurityTarget target) =>
            string.Join(", ", PodSecurityStandards.Check(annotations, spec, target));
    }

    private Status? CheckNamespace(AdmissionContext context, Namespace changed)
    {
        if (context.Subresource.Length > 0)
            return null;
        string name = changed.Metadata.Name;
        (PodSecurityPolicy policy, IReadOnlyList<StatusCause> problems) =
            PodSecurityPolicy.Of(changed.Metadata.Labels, configuration.Defaults);
        Namespace? before = context.OldObject as Namespace;
        (PodSecurityPolicy old, IReadOnlyList<StatusCause> oldProblems) = before is null
            ? (configuration.Defaults, [])
            : PodSecurityPolicy.Of(before.Metadata.Labels, configuration.Defaults);
        // What was wrong before may stay so: other changes must not fail for it.
        if (problems.Count > 0 && !problems.SequenceEqual(oldProblems))
            return StatusErrors.Invalid("", "Namespace", name, problems);
        if (configuration.Namespaces.Contains(name))
        {
            if ((before is null || policy != old) && !policy.IsFullyPrivileged && policy != configuration.Defaults)
            {
                context.Warnings.Add(
                    $"namespace \"{name}\" is exempt from Pod Security, and the policy ({policy}) will be ignored");
            }
            return null;
        }
        bool stricter = policy.Enforce != old.Enforce && policy.Enforce.Level != PodSecurityLevel.Privileged
            && (policy.Enforce.Minor != old.Enforce.Minor || policy.Enforce.Level > old.Enforce.Level);
        if (before is not null && stricter)
            WarnOfExistingPods(context, name, policy.Enforce);
        return null;
    }

    private void WarnOfExistingPods(AdmissionContext context, string name, PodSecurityTarget target)
    {
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
                .Where(pod => pod.Spec.RuntimeClassName is not { } own || !configuration.RuntimeClasses.Contains(own))
                .Select(pod => (pod.Metadata.Name, Reasons: string.Join(
                    ", ", PodSecurityStandards.Check(pod.Metadata.Annotations, pod.Spec, target)
                        .Select(static found => found.Reason))))
                .Where(static pod => pod.Reasons.Length > 0)
                .GroupBy(static pod => pod.Reasons, static pod => pod.Name)
                .Select(static alike => $"{alike.Min(StringComparer.Ordinal)}{Others(alike.Count() - 1)}: {alike.Key}")
                .Order(StringComparer.Ordinal),
        ];
        if (lines.Length == 0)
            return;
        context.Warnings.Add(
            $"existing pods in namespace \"{name}\" violate the new PodSecurity enforce level \"{target}\"");
        foreach (string line in lines)
            context.Warnings.Add(line);
    }

    private string? ExemptionOf(AdmissionContext context) =>
        configuration.Namespaces.Contains(context.Namespace) ? "namespace"
        : configuration.Users.Contains(context.User.Username) ? "user"
        : null;

    private static void Annotate(AdmissionContext context, string key, string value) =>
        context.Annotate(PodSecurityPolicy.Prefix + key, value);

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

    // What can change in a Pod and matters here: images, and ephemeral containers that come. What makes Pods is looked
    // at whenever its template changes.
    private static bool IsSignificant(ApiObject old, ApiObject next)
    {
        if (old is not Pod before || next is not Pod after)
            return TemplateOf(old) is not var (_, was) || TemplateOf(next) is not var (_, now) || was != now;
        return !Images(before.Spec).SequenceEqual(Images(after.Spec))
            || after.Spec.EphemeralContainers.Any(container => !before.Spec.EphemeralContainers.Any(
                same => same.Name == container.Name && same.Image == container.Image));

        static IEnumerable<string> Images(PodSpec spec) =>
            spec.InitContainers.Concat(spec.Containers)
                .Select(static container => $"{container.Name} {container.Image}");
    }

    private static (IReadOnlyDictionary<string, string> Annotations, PodSpec Spec)? TemplateOf(ApiObject @object)
    {
        if (@object is Pod pod)
            return (pod.Metadata.Annotations, pod.Spec);
        PodTemplateSpec? template = @object switch
        {
            PodTemplate one => one.Template,
            ReplicationController controller => controller.Spec.Template,
            ReplicaSet replicaSet => replicaSet.Spec.Template,
            Deployment deployment => deployment.Spec.Template,
            StatefulSet statefulSet => statefulSet.Spec.Template,
            DaemonSet daemonSet => daemonSet.Spec.Template,
            Job job => job.Spec.Template,
            CronJob cronJob => cronJob.Spec.JobTemplate.Spec.Template,
            _ => null,
        };
        return template is null ? null : (template.Metadata.Annotations, template.Spec);
    }

    private static string Text(IReadOnlyList<StatusCause> problems) => AdmissionErrors.Joined(
        [.. problems.Select(static problem => $"{problem.Field}: {problem.Message}")]);
}
