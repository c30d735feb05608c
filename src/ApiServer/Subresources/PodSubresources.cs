using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>What a scheduler and a drain ask of a Pod: binding and eviction.</summary>
internal sealed class PodSubresources(ApiServer server, UpdateVerb update, DeleteVerb delete)
{
    // How long a client should wait when a budget does not allow the eviction now; upstream's number.
    private const int EvictionRetrySeconds = 10;

    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly GroupVersionResource Budgets = new("policy", "v1", "poddisruptionbudgets");

    /// <summary>Sets spec.nodeName once, and the condition that says so.</summary>
    public async ValueTask<Reply> BindAsync(Call call, CancellationToken cancellationToken)
    {
        (Binding? binding, Status? error) = BodyReader.Read<Binding>(
            call.Request, MessageCodecs.Binding, "v1", "Binding");
        if (binding is null)
            return new StatusReply(error!);
        if (call.Definition.Plural == "bindings")
        {
            // The older form of the same: the Pod's name is in the message.
            ResourceDefinition pods = server.Registry.Find(Pods)!;
            call.Request.Options = call.Options with { Name = binding.Metadata.Name };
            call = new(call.Request, pods, StrategyRegistry.For(pods));
        }
        if (Invalid(call, binding) is { } invalid)
            return new StatusReply(invalid);
        AdmissionContext admission = call.Admission(AdmissionVerb.Create, binding, null, server.Objects);
        if (await server.Admission.ValidateAsync(admission, cancellationToken) is { } refused)
            return new StatusReply(refused);
        Reply reply = await update.ChangeAsync(
            call with { IsInternal = true }, existing => Bound(call, (Pod)existing, binding), cancellationToken);
        return reply is StatusReply
            ? reply
            : new StatusReply(new() { StatusValue = "Success", Code = 201 });
    }

    private (ApiObject? Changed, Status? Error) Bound(Call call, Pod pod, Binding binding)
    {
        string uid = binding.Metadata.Uid;
        if (uid.Length > 0 && uid != pod.Metadata.Uid)
        {
            return (null, Conflict(
                call, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {pod.Metadata.Uid}"));
        }
        if (pod.Metadata.DeletionTimestamp is not null)
            return (null, Conflict(call, $"pod {pod.Metadata.Name} is being deleted, cannot be assigned to a host"));
        if (pod.Spec.NodeName.Length > 0)
            return (null,
                Conflict(call, $"pod {pod.Metadata.Name} is already assigned to node \"{pod.Spec.NodeName}\""));
        if (pod.Spec.SchedulingGates.Count > 0)
            return (null, Conflict(call, $"pod {pod.Metadata.Name} has non-empty .spec.schedulingGates"));
        Dictionary<string, string> annotations = new(pod.Metadata.Annotations);
        foreach ((string key, string value) in binding.Metadata.Annotations)
            annotations[key] = value;
        PodCondition scheduled = new()
        {
            Type = "PodScheduled",
            Status = "True",
            LastTransitionTime = new Time(server.Time.GetUtcNow()),
        };
        List<PodCondition> conditions = [];
        foreach (PodCondition condition in pod.Status.Conditions)
        {
            if (condition.Type != scheduled.Type)
                conditions.Add(condition);
            else if (condition.ObservedGeneration > 0)
                scheduled = scheduled with { ObservedGeneration = condition.ObservedGeneration };
        }
        conditions.Add(scheduled);
        return (pod with
        {
            Metadata = pod.Metadata with { Annotations = annotations },
            Spec = pod.Spec with { NodeName = binding.Target.Name },
            Status = pod.Status with { Conditions = conditions },
        }, null);
    }

    /// <summary>A deletion that a PodDisruptionBudget may put off.</summary>
    public async ValueTask<Reply> EvictAsync(Call call, CancellationToken cancellationToken)
    {
        (Eviction? eviction, Status? error) = BodyReader.Read<Eviction>(
            call.Request, MessageCodecs.Eviction, "policy/v1", "Eviction");
        if (eviction is null)
            return new StatusReply(error!);
        if (eviction.Metadata.Name.Length > 0 && eviction.Metadata.Name != call.Name)
            return new StatusReply(StatusErrors.BadRequest("name in URL does not match name in Eviction object"));
        EncodedObject? stored = await server.ReadAsync(
            call.Definition, call.Namespace, call.Name, cancellationToken);
        if (stored is null)
            return new StatusReply(call.NotFound());
        if (eviction.DeleteOptions is { DryRun.Count: > 0 })
            call.Request.Options = call.Options with { DryRun = true };
        Pod pod = (Pod)stored.Value;
        if (CanBeDisrupted(pod) && Refused(pod) is { } refused)
            return new StatusReply(refused);
        Reply reply = await delete.DeleteAsync(
            call, call.Name, eviction.DeleteOptions ?? DeleteOptions.Empty, cancellationToken);
        return reply is StatusReply { Status.StatusValue: "Failure" }
            ? reply
            : new StatusReply(new() { StatusValue = "Success", Code = 201 });
    }

    // A Pod that does not run, or not yet, disturbs nobody by going.
    private static bool CanBeDisrupted(Pod pod) =>
        pod.Status.Phase is not ("Succeeded" or "Failed" or "Pending") && pod.Metadata.DeletionTimestamp is null;

    private Status? Refused(Pod pod)
    {
        foreach (ApiObject one in server.Objects.List(Budgets, pod.Metadata.Namespace))
        {
            PodDisruptionBudget budget = (PodDisruptionBudget)one;
            if (!ObjectFilter.Selects(budget.Spec.Selector, pod.Metadata.Labels))
                continue;
            if (budget.Status.ObservedGeneration >= budget.Metadata.Generation && budget.Status.DisruptionsAllowed > 0)
                continue;
            return StatusErrors.TooManyRequests(
                "Cannot evict pod as it would violate the pod's disruption budget.", EvictionRetrySeconds,
                new()
                {
                    Reason = "DisruptionBudget",
                    Message = $"The disruption budget {budget.Metadata.Name} needs {budget.Status.DesiredHealthy} "
                        + $"healthy pods and has {budget.Status.CurrentHealthy} currently",
                });
        }
        return null;
    }

    private static Status? Invalid(Call call, Binding binding)
    {
        FieldErrors errors = new();
        FieldPath target = FieldPath.Of("target");
        if (binding.Target.Kind is not ("" or "Node"))
            errors.NotSupported(target.Child("kind"), binding.Target.Kind, "Node", "<empty>");
        if (binding.Target.Name.Length == 0)
            errors.Required(target.Child("name"));
        return errors.Any ? errors.ToStatus("", "Binding", call.Name) : null;
    }

    private static Status Conflict(Call call, string why) =>
        StatusErrors.Conflict("", "pods/binding", call.Name, why);
}
