using Kubesharp.Api;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Http;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>The four kinds of patch; each change goes on as an update.</summary>
internal sealed class PatchVerb(ApiServer server, CreateVerb create, UpdateVerb update)
{
    private static readonly string[] Supported =
    [
        "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json",
        "application/apply-patch+yaml", "application/apply-patch+cbor",
    ];

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (TypeOf(call) is not { } type)
            return new StatusReply(StatusErrors.UnsupportedMediaType(Supported[..4]));
        if (type != PatchType.Apply)
        {
            return await update.ChangeAsync(
                call, existing => Changed(call, type, existing), cancellationToken);
        }
        if (call.Options.FieldManager.Length == 0)
        {
            FieldErrors errors = new();
            errors.Required(FieldPath.Of("fieldManager"), "is required for apply patch");
            return new StatusReply(errors.ToStatus("meta.k8s.io", "PatchOptions", ""));
        }
        if (call.Subresource.Length == 0
            && await server.ReadAsync(call.Definition, call.Namespace, call.Name, cancellationToken) is null)
        {
            (ApiObject? fresh, Status? error) =
                PatchApplication.Apply(call, Document(call), null, server.Time.GetUtcNow());
            if (fresh is null)
                return new StatusReply(error!);
            (ApiObject? placed, error) = CreateVerb.InNamespace(call, fresh);
            if (placed is null)
                return new StatusReply(error!);
            Reply reply = await create.CreateAsync(call, placed, cancellationToken);
            if (reply is not StatusReply { Status.Reason: StatusReason.AlreadyExists })
                return reply;
        }
        return await update.ChangeAsync(
            call, existing => PatchApplication.Apply(call, Document(call), existing, server.Time.GetUtcNow()),
            cancellationToken);
    }

    /// <summary>A patch of the scale that stands for the object.</summary>
    public (Scale? Changed, Status? Error) Patched(Call call, Scale scale)
    {
        if (TypeOf(call) is not { } type)
            return (null, StatusErrors.UnsupportedMediaType(Supported[..4]));
        EncodedObject encoded = new(MessageCodecs.Scale, scale);
        (ReadOnlyMemory<byte> json, Status? error) = PatchApplication.Patch(
            type == PatchType.Apply ? PatchType.Merge : type, Document(call), encoded.Json, encoded.Codec.Schema, call);
        return error is not null
            ? (null, error)
            : BodyReader.ReadPatched<Scale>(
                call.Request, json, MessageCodecs.Scale, "autoscaling/v1", "Scale");
    }

    private (ApiObject? Changed, Status? Error) Changed(Call call, PatchType type, ApiObject existing)
    {
        EncodedObject encoded = new(call.Definition.Codec, existing);
        (ReadOnlyMemory<byte> json, Status? error) = PatchApplication.Patch(
            type, Document(call), encoded.Json, call.Definition.Codec.Schema, call);
        if (error is not null)
            return (null, error);
        (ApiObject? changed, error) = BodyReader.ReadPatched<ApiObject>(
            call.Request, json, call.Definition.Codec, call.Definition.ApiVersion, call.Definition.Kind);
        if (changed is null)
            return (null, error);
        if (changed.Metadata.Name != existing.Metadata.Name)
        {
            return (null, StatusErrors.BadRequest(
                $"the name of the object ({changed.Metadata.Name}) does not match the name on the URL "
                + $"({existing.Metadata.Name})"));
        }
        changed = call.Strategy.Default(changed);
        return (FieldOwnership.Updated(call, changed, existing, server.Time.GetUtcNow()), null);
    }

    private static ReadOnlyMemory<byte> Document(Call call) =>
        call.Request.Body.Bytes.Length > 0 ? call.Request.Body.Bytes : call.Options.Patch;

    // In-process requests say it; others have a content type.
    private static PatchType? TypeOf(Call call)
    {
        if (call.Request.Method.Length == 0)
            return call.Options.PatchType;
        return MediaType.Parse(call.Request.ContentType).Type switch
        {
            "application/json-patch+json" => PatchType.Json,
            "application/merge-patch+json" => PatchType.Merge,
            "application/strategic-merge-patch+json" => PatchType.Strategic,
            "application/apply-patch+yaml" => PatchType.Apply,
            _ => null,
        };
    }
}
