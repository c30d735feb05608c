using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Core;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Selectors;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Verbs;

namespace Kubesharp.ApiServer.Subresources;

/// <summary>The number of replicas of a workload, as one shape for all kinds that have one.</summary>
internal sealed class ScaleSubresource(ApiServer server, GetVerb get, UpdateVerb update)
{
    private const string ApiVersion = "autoscaling/v1";
    private static readonly string[] StatusOfScale = ["status"];

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        switch (call.Request.Info.Verb)
        {
            case "get":
                (EncodedObject? found, Status? error) = await get.ReadAsync(call, cancellationToken);
                return found is null ? new StatusReply(error!) : Answer((ApiObject)found.Value);
            case "update":
                (Scale? body, error) = BodyReader.Read<Scale>(
                    call.Request, MessageCodecs.Scale, ApiVersion, "Scale");
                if (body is null)
                    return new StatusReply(error!);
                if (body.Metadata.Name != call.Name)
                    return new StatusReply(PatchApplication.OtherName(body.Metadata.Name, call.Name));
                return await ChangeAsync(call, scale => (Owned(call, body, scale), null), cancellationToken);
            default:
                if (PatchVerb.TypeOf(call) is not { } type)
                    return new StatusReply(PatchVerb.Unsupported());
                return await ChangeAsync(call, scale => Patched(call, type, scale), cancellationToken);
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
                ScaleOwnership ownership = new(existing.Metadata.ManagedFields, call.Definition.ApiVersion);
                Scale before = Of(existing)!;
                before = before with { Metadata = before.Metadata with { ManagedFields = ownership.OfScale() } };
                (Scale? scale, Status? error) = change(before);
                if (scale is null)
                    return (null, error);
                if (scale.Spec.Replicas < 0)
                    return (null, Negative(call, scale));
                if (scale.Metadata.Uid.Length > 0 && scale.Metadata.Uid != existing.Metadata.Uid)
                {
                    return (null, StatusErrors.Conflict(
                        call.Definition.Group, call.Definition.Plural + "/scale", call.Name,
                        $"Precondition failed: UID in precondition: {scale.Metadata.Uid}, UID in object meta: "
                        + existing.Metadata.Uid));
                }
                ApiObject changed = WithReplicas(existing, scale.Spec.Replicas);
                return (changed with
                {
                    Metadata = changed.Metadata with
                    {
                        ResourceVersion = scale.Metadata.ResourceVersion,
                        ManagedFields = ownership.OfParent(scale.Metadata.ManagedFields),
                    },
                }, null);
            },
            cancellationToken);
        return reply is ObjectReply changedReply ? Answer((ApiObject)changedReply.Object.Value) : reply;
    }

    private (Scale? Changed, Status? Error) Patched(Call call, PatchType type, Scale before)
    {
        if (type != PatchType.Apply)
        {
            (Scale? patched, Status? refusal) = PatchVerb.Patched(call, type, before);
            return patched is null ? (null, refusal) : (Owned(call, patched, before), null);
        }
        (Tree? applied, Status? error) = PatchApplication.Applied(
            call, PatchVerb.Document(call), MessageCodecs.Scale, ApiVersion, "Scale");
        if (applied is null)
            return (null, error);
        ApplyResult result = ServerSideApply.Apply(
            before, applied, MessageCodecs.Scale, ContextOf(call), call.Options.Force);
        if (!result.Succeeded)
            return (null, ApplyConflict.ToStatus(result.Conflicts));
        Scale merged = (Scale)MessageCodecs.Scale.ReadJson(TreeJson.Write(result.Tree));
        return (merged with { Metadata = merged.Metadata with { ManagedFields = result.ManagedFields } }, null);
    }

    private Scale Owned(Call call, Scale changed, Scale before) =>
        (Scale)FieldTracking.Update(before, changed, MessageCodecs.Scale, ContextOf(call));

    // Only the number of replicas is the scale's to own.
    private FieldTrackingContext ContextOf(Call call) => FieldOwnership.ContextOf(call, server.Time.GetUtcNow()) with
    {
        ApiVersion = ApiVersion,
        IgnoredFields = StatusOfScale,
    };

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
            LabelQuery.Of(one.Spec.Selector).ToString()),
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

    private static string Text(LabelSelector? selector) =>
        selector is null ? "" : LabelQuery.Of(selector).ToString();
}
