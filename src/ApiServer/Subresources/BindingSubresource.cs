using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>What a scheduler asks of a Pod: to belong to a node from now on.</summary>
internal sealed class BindingSubresource(ApiServer server, UpdateVerb update)
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    /// <summary>Sets spec.nodeName once, and the condition that says so.</summary>
    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
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
        else if (binding.Metadata.Name != call.Name)
        {
            return new StatusReply(StatusErrors.BadRequest("name in URL does not match name in Binding object"));
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
        Dictionary<string, string> labels = new(pod.Metadata.Labels);
        foreach ((string key, string value) in binding.Metadata.Labels)
            labels[key] = value;
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
            Metadata = pod.Metadata with { Annotations = annotations, Labels = labels },
            Spec = pod.Spec with { NodeName = binding.Target.Name },
            // A nomination has done its work once there is a node.
            Status = pod.Status with { Conditions = conditions, NominatedNodeName = "" },
        }, null);
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
