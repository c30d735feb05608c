using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Patches;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.ApiServer.Errors;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Applies a patch document to an object's JSON, with Kubernetes' words for what does not fit.</summary>
internal static class PatchApplication
{
    public static (ReadOnlyMemory<byte> Json, Status? Error) Patch(
        PatchType type, ReadOnlyMemory<byte> document, ReadOnlyMemory<byte> json, Schema schema, Call call)
    {
        Tree patch;
        try
        {
            patch = TreeJson.Parse(document.Span);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException)
        {
            return (default, StatusErrors.BadRequest($"error decoding patch: {exception.Message}"));
        }
        Tree target = TreeJson.Parse(json.Span);
        PatchResult result = type switch
        {
            PatchType.Json => JsonPatch.Apply(target, patch),
            PatchType.Strategic => StrategicMergePatch.Apply(target, patch, schema),
            _ => MergePatch.Apply(target, patch),
        };
        if (result.Succeeded)
            return (TreeJson.Write(result.Tree!), null);
        return (default, result.Failure switch
        {
            PatchFailure.TooLarge => StatusErrors.ObjectTooLarge(result.Error),
            // Without kind and name, as upstream: kubectl shows the message only then.
            PatchFailure.Unprocessable => StatusErrors.Of(
                422, StatusReason.Invalid,
                $"the server rejected our request due to an error in our request: {result.Error}", new()),
            _ => StatusErrors.BadRequest(result.Error),
        });
    }

    /// <summary>Server-side apply: the object with what the applier says, or the conflicts.</summary>
    public static (ApiObject? Changed, Status? Error) Apply(
        Call call, ReadOnlyMemory<byte> document, ApiObject? existing, DateTimeOffset now)
    {
        ResourceDefinition definition = call.Definition;
        (Tree? applied, Status? error) = Applied(call, document);
        if (applied is null)
            return (null, error);
        ApplyResult result = ServerSideApply.Apply(
            existing, applied, definition.Codec, FieldOwnership.ContextOf(call, now), call.Options.Force);
        if (!result.Succeeded)
            return (null, ApplyConflict.ToStatus(result.Conflicts));
        ApiObject merged = (ApiObject)definition.Codec.ReadJson(TreeJson.Write(result.Tree));
        merged = merged with { Metadata = merged.Metadata with { ManagedFields = result.ManagedFields } };
        return (call.Strategy.Default(merged), null);
    }

    // The applied object as it was written, once it is known to be an object of the right kind and name.
    private static (Tree? Applied, Status? Error) Applied(Call call, ReadOnlyMemory<byte> document)
    {
        ResourceDefinition definition = call.Definition;
        Tree tree;
        try
        {
            tree = YamlReader.Parse(document.Span);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException or FormatException)
        {
            return (null, StatusErrors.BadRequest($"error decoding YAML: {exception.Message}"));
        }
        (ApiObject? typed, Status? error) = BodyReader.ReadPatched<ApiObject>(
            call.Request, TreeJson.Write(tree), definition.Codec, definition.ApiVersion, definition.Kind);
        if (typed is null)
            return (null, error);
        if (typed.Metadata.ManagedFields.Count > 0)
            return (null, StatusErrors.BadRequest("metadata.managedFields must be nil"));
        if (typed.Metadata.Name.Length > 0 && typed.Metadata.Name != call.Name)
        {
            return (null, StatusErrors.BadRequest(
                $"the name of the object ({typed.Metadata.Name}) does not match the name on the URL ({call.Name})"));
        }
        if (typed.Metadata.Name.Length == 0 && tree is TreeObject value)
        {
            TreeObject metadata = value["metadata"] as TreeObject ?? TreeObject.Empty;
            tree = value.With("metadata", metadata.With("name", call.Name));
        }
        return (tree, null);
    }
}
