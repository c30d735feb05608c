using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>The number of replicas of a workload, as one shape for all kinds that have one.</summary>
internal sealed class ScaleSubresource(ApiServer server, GetVerb get, UpdateVerb update)
{
    public async ValueTask<Reply> RunAsync(Call call, PatchVerb patch, CancellationToken cancellationToken)
    {
        switch (call.Request.Info.Verb)
        {
            case "get":
                (EncodedObject? found, Status? error) = await get.ReadAsync(call, cancellationToken);
                return found is null ? new StatusReply(error!) : Answer((ApiObject)found.Value);
            case "update":
                (Scale? body, error) = BodyReader.Read<Scale>(
                    call.Request, MessageCodecs.Scale, "autoscaling/v1", "Scale");
                if (body is null)
                    return new StatusReply(error!);
                if (body.Metadata.Name != call.Name)
                {
                    return new StatusReply(StatusErrors.BadRequest(
                        $"the name of the object ({body.Metadata.Name}) does not match the name on the URL "
                        + $"({call.Name})"));
                }
                return await ChangeAsync(call, _ => (body, null), cancellationToken);
            default:
                return await ChangeAsync(call, scale => patch.Patched(call, scale), cancellationToken);
        }
    }

    private async ValueTask<Reply> ChangeAsync(
        Call call, Func<Scale, (Scale? Changed, Status? Error)> change, CancellationToken cancellationToken)
    {
        // The write is one of the object's spec: admission and strategy see it as such.
        Reply reply = await update.ChangeAsync(
            call,
            existing =>
            {
                (Scale? scale, Status? error) = change(Of(existing)!);
                if (scale is null)
                    return (null, error);
                if (scale.Spec.Replicas < 0)
                    return (null, Negative(call, scale));
                ApiObject changed = WithReplicas(existing, scale.Spec.Replicas);
                changed = changed with
                {
                    Metadata = changed.Metadata with { ResourceVersion = scale.Metadata.ResourceVersion },
                };
                return (FieldOwnership.Updated(call, changed, existing, server.Time.GetUtcNow()), null);
            },
            cancellationToken);
        return reply is ObjectReply changedReply ? Answer((ApiObject)changedReply.Object.Value) : reply;
    }

    private static ObjectReply Answer(ApiObject value) =>
        new(new EncodedObject(MessageCodecs.Scale, Of(value)!), null);

    private static Status Negative(Call call, Scale scale)
    {
        FieldErrors errors = new();
        errors.Invalid(FieldPath.Spec.Child("replicas"), scale.Spec.Replicas, "must be greater than or equal to 0");
        return errors.ToStatus("autoscaling", "Scale", call.Name);
    }

    private static Scale? Of(ApiObject value) => value switch
    {
        Deployment one => Of(one, one.Spec.Replicas, one.Status.Replicas, Text(one.Spec.Selector)),
        ReplicaSet one => Of(one, one.Spec.Replicas, one.Status.Replicas, Text(one.Spec.Selector)),
        StatefulSet one => Of(one, one.Spec.Replicas, one.Status.Replicas, Text(one.Spec.Selector)),
        ReplicationController one => Of(
            one, one.Spec.Replicas, one.Status.Replicas,
            string.Join(',', one.Spec.Selector.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                .Select(static pair => $"{pair.Key}={pair.Value}"))),
        _ => null,
    };

    private static Scale Of(ApiObject owner, int? replicas, int current, string selector) => new()
    {
        Metadata = new()
        {
            Name = owner.Metadata.Name,
            Namespace = owner.Metadata.Namespace,
            Uid = owner.Metadata.Uid,
            ResourceVersion = owner.Metadata.ResourceVersion,
            CreationTimestamp = owner.Metadata.CreationTimestamp,
        },
        Spec = new() { Replicas = replicas ?? 1 },
        Status = new() { Replicas = current, Selector = selector },
    };

    private static ApiObject WithReplicas(ApiObject value, int replicas) => value switch
    {
        Deployment one => one with { Spec = one.Spec with { Replicas = replicas } },
        ReplicaSet one => one with { Spec = one.Spec with { Replicas = replicas } },
        StatefulSet one => one with { Spec = one.Spec with { Replicas = replicas } },
        ReplicationController one => one with { Spec = one.Spec with { Replicas = replicas } },
        _ => value,
    };

    private static string Text(LabelSelector? selector)
    {
        if (selector is null)
            return "";
        List<string> parts = [];
        foreach ((string key, string value) in selector.MatchLabels)
            parts.Add($"{key}={value}");
        foreach (LabelSelectorRequirement requirement in selector.MatchExpressions)
        {
            string values = string.Join(',', requirement.Values);
            parts.Add(requirement.Operator switch
            {
                "In" => $"{requirement.Key} in ({values})",
                "NotIn" => $"{requirement.Key} notin ({values})",
                "Exists" => requirement.Key,
                _ => $"!{requirement.Key}",
            });
        }
        parts.Sort(StringComparer.Ordinal);
        return string.Join(',', parts);
    }
}
