using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Scheduling;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>Turns the name of a PriorityClass into the number that the scheduler compares.</summary>
public sealed class Priority : IAdmissionPlugin
{
    private const string Preempt = "PreemptLowerPriority";

    public string Name => "Priority";

    public bool Handles(AdmissionContext context) => context.Object switch
    {
        Pod => context.Verb == AdmissionVerb.Create && context.Is("", "pods"),
        PriorityClass => context.Verb is AdmissionVerb.Create or AdmissionVerb.Update
            && context.Is("scheduling.k8s.io", "priorityclasses"),
        _ => false,
    };

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is not Pod pod)
            return AdmissionResult.Unchanged;
        string name = pod.Spec.PriorityClassName;
        PriorityClass? priorityClass;
        if (name.Length == 0)
        {
            priorityClass = GlobalDefault(context.Objects);
        }
        else
        {
            priorityClass = context.Objects.Get(Resources.PriorityClasses, "", name) as PriorityClass
                ?? await context.Objects.GetFreshAsync(Resources.PriorityClasses, "", name, cancellationToken)
                    as PriorityClass;
            if (priorityClass is null)
            {
                return AdmissionResult.Refused(AdmissionErrors.Forbidden(
                    context, $"no PriorityClass with name {name} was found"));
            }
        }
        int priority = priorityClass?.Value ?? 0;
        if (pod.Spec.Priority is { } given && given != priority)
        {
            return AdmissionResult.Refused(AdmissionErrors.Forbidden(
                context,
                $"the integer value of priority ({given}) must not be provided in pod spec; priority admission "
                + $"controller computed {priority} from the given PriorityClass name"));
        }
        string policy = priorityClass?.PreemptionPolicy ?? Preempt;
        if (pod.Spec.PreemptionPolicy is { } asked && asked != policy)
        {
            return AdmissionResult.Refused(AdmissionErrors.Forbidden(
                context,
                $"the string value of PreemptionPolicy ({asked}) must not be provided in pod spec; priority admission "
                + $"controller computed {policy} from the given PriorityClass name"));
        }
        return AdmissionResult.Changed(pod with
        {
            Spec = pod.Spec with
            {
                PriorityClassName = priorityClass?.Metadata.Name ?? name,
                Priority = priority,
                PreemptionPolicy = policy,
            },
        });
    }

    public ValueTask<Status?> ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is not PriorityClass { GlobalDefault: true } given
            || GlobalDefault(context.Objects) is not { } other || other.Metadata.Name == given.Metadata.Name)
        {
            return default;
        }
        return new(AdmissionErrors.Forbidden(
            context,
            $"PriorityClass {other.Metadata.Name} is already marked as default. Only one default can exist"));
    }

    // Should two servers have let two defaults in, the smaller one counts.
    private static PriorityClass? GlobalDefault(IObjectReader objects) =>
        objects.List(Resources.PriorityClasses, "").Cast<PriorityClass>()
            .Where(static priorityClass => priorityClass.GlobalDefault)
            .MinBy(static priorityClass => priorityClass.Value);
}
