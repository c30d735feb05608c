using Kubesharp.Api;
using Kubesharp.Api.Autoscaling;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
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
        "application/apply-patch+yaml",
    ];

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (TypeOf(call) is not { } type)
            return new StatusReply(Unsupported());
        if (type != PatchType.Apply)
        {
            return await update.ChangeAsync(
                call, existing => Changed(call, type, existing), cancellationToken);
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

    /// <summary>A patch other than apply of the scale that stands for the object.</summary>
    public static (Scale? Changed, Status? Error) Patched(Call call, PatchType type, Scale scale) =>
        PatchApplication.Patch<Scale>(
            call, type, Document(call), new(MessageCodecs.Scale, scale), "autoscaling/v1", "Scale");

    private (ApiObject? Changed, Status? Error) Changed(Call call, PatchType type, ApiObject existing)
    {
        ResourceDefinition definition = call.Definition;
        (ApiObject? patched, Status? error) = PatchApplication.Patch<ApiObject>(
            call, type, Document(call), new(definition.Codec, existing), definition.ApiVersion, definition.Kind);
        if (patched is null)
            return (null, error);
        if (patched.Metadata.Name != existing.Metadata.Name)
            return (null, PatchApplication.OtherName(patched.Metadata.Name, existing.Metadata.Name));
        (ApiObject? changed, error) = CreateVerb.InNamespace(call, patched);
        if (changed is null)
            return (null, error);
        changed = call.Strategy.Default(changed);
        return (FieldOwnership.Updated(call, changed, existing, server.Time.GetUtcNow()), null);
    }

    /// <summary>The media types, for a refusal.</summary>
    public static Status Unsupported() => StatusErrors.UnsupportedMediaType(Supported);

    public static ReadOnlyMemory<byte> Document(Call call) =>
        call.Request.Body.Bytes.Length > 0 ? call.Request.Body.Bytes : call.Options.Patch;

    // In-process requests say it; others have a content type.
    public static PatchType? TypeOf(Call call)
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
