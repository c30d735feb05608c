using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Patches;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Trees;
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
            PatchFailure.Unprocessable => StatusErrors.Of(
                422, StatusReason.Invalid, $"the server rejected our request due to an error in our request: {result.Error}",
                new() { Name = call.Name, Group = call.Definition.Group, Kind = call.Definition.Plural }),
            _ => StatusErrors.BadRequest(result.Error),
        });
    }

    public static (ApiObject? Changed, Status? Error) Apply(
        Call call, ReadOnlyMemory<byte> document, ApiObject? existing, DateTimeOffset now) =>
        (null, StatusErrors.ServiceUnavailable("apply is not served yet"));
}
