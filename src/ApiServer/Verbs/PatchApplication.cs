using System.Globalization;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.ManagedFields;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Patches;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Applies a patch document to an object's JSON, with Kubernetes' words for what does not fit.</summary>
internal static class PatchApplication
{
    /// <summary>The object, patched; <paramref name="apiVersion"/> and kind are those it must still have.</summary>
    public static (T? Value, Status? Error) Patch<T>(
        Call call, PatchType type, ReadOnlyMemory<byte> document, EncodedObject existing, string apiVersion,
        string kind)
        where T : class
    {
        DecodeReport? report = BodyReader.IsStrict(call.Request) ? new() : null;
        Tree patch;
        try
        {
            patch = TreeJson.Parse(document.Span, report);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException)
        {
            return (null, StatusErrors.BadRequest($"error decoding patch: {exception.Message}"));
        }
        PatchTarget? target = type == PatchType.Json ? null : PatchTarget.Of(existing.Json, patch);
        Tree whole = target?.Tree ?? TreeJson.Parse(existing.Json.Span);
        PatchResult result = type switch
        {
            PatchType.Json => JsonPatch.Apply(whole, patch),
            PatchType.Strategic => StrategicMergePatch.Apply(whole, patch, existing.Codec.Schema),
            _ => MergePatch.Apply(whole, patch),
        };
        if (!result.Succeeded)
            return (null, Refusal(result));
        byte[] json = target is not null && result.Tree is TreeObject changed
            ? target.Write(changed) : TreeJson.Write(result.Tree);
        List<string> findings = report?.Findings ?? [];
        if (type == PatchType.Json && report is not null)
            findings = [.. UnknownMembers(patch), .. findings.Select(static finding => "json patch " + finding)];
        return BodyReader.ReadPatched<T>(
            call.Request, json, existing.Codec, apiVersion, kind, findings,
            () => type == PatchType.Strategic ? GoText.Plain(patch) : Encoding.UTF8.GetString(json));
    }

    private static Status Refusal(PatchResult result) => result.Failure switch
    {
        PatchFailure.TooLarge => StatusErrors.ObjectTooLarge(result.Error),
        PatchFailure.Unclassified => StatusErrors.Unclassified(result.Error),
        // Without kind and name, as upstream: kubectl shows the message only then.
        PatchFailure.Unprocessable => StatusErrors.Of(
            422, StatusReason.Invalid,
            $"the server rejected our request due to an error in our request: {result.Error}", new()),
        _ => StatusErrors.BadRequest(result.Error),
    };

    // An operation with a misspelt member does something else than its author meant.
    private static IEnumerable<string> UnknownMembers(Tree patch)
    {
        if (patch is not TreeList operations)
            yield break;
        for (int i = 0; i < operations.Count; i++)
        {
            if (operations[i] is not TreeObject operation)
                continue;
            foreach ((string name, _) in operation)
            {
                if (name is not ("op" or "path" or "from" or "value"))
                    yield return string.Create(
                        CultureInfo.InvariantCulture, $"json patch unknown field \"[{i}].{name}\"");
            }
        }
    }

    /// <summary>Server-side apply: the object with what the applier says, or the conflicts.</summary>
    public static (ApiObject? Changed, Status? Error) Apply(
        Call call, ReadOnlyMemory<byte> document, ApiObject? existing, DateTimeOffset now)
    {
        ResourceDefinition definition = call.Definition;
        (Tree? applied, Status? error) = Applied(
            call, document, definition.Codec, definition.ApiVersion, definition.Kind);
        if (applied is null)
            return (null, error);
        if (existing is null && applied.At("metadata", "uid")?.Text is { Length: > 0 } uid)
        {
            return (null, StatusErrors.Conflict(
                definition.Group, definition.Plural, call.Name,
                $"uid mismatch: the provided object specified uid {uid}, and no existing object was found"));
        }
        ApplyResult result = ServerSideApply.Apply(
            existing, applied, definition.Codec, FieldOwnership.ContextOf(call, now), call.Options.Force);
        if (!result.Succeeded)
            return (null, ApplyConflict.ToStatus(result.Conflicts));
        ApiObject merged;
        try
        {
            merged = (ApiObject)definition.Codec.ReadJson(TreeJson.Write(result.Tree));
        }
        catch (DecodeException exception)
        {
            return (null, StatusErrors.Unclassified(
                $"failed to convert new object ({Named(applied, call)}) to proper version: {exception.Message}"));
        }
        if (merged.Metadata.Name != call.Name)
            return (null, OtherName(merged.Metadata.Name, call.Name));
        merged = merged with { Metadata = merged.Metadata with { ManagedFields = result.ManagedFields } };
        return (call.Strategy.Default(merged), null);
    }

    /// <summary>The name in the object is not that of the request.</summary>
    public static Status OtherName(string given, string wanted) => StatusErrors.BadRequest(
        given.Length == 0
            ? $"the name of the object ({wanted} based on URL) was undeterminable: name must be provided"
            : $"the name of the object ({given}) does not match the name on the URL ({wanted})");

    /// <summary>The applied object as it was written, once it is known to be an object of the right kind.</summary>
    public static (Tree? Applied, Status? Error) Applied(
        Call call, ReadOnlyMemory<byte> document, KindCodec codec, string apiVersion, string kind)
    {
        DecodeReport report = new();
        Tree tree;
        try
        {
            tree = YamlReader.Parse(document.Span, report);
        }
        catch (Exception exception) when (exception is DecodeException or JsonException or FormatException)
        {
            return (null, StatusErrors.BadRequest($"error decoding YAML: {exception.Message}"));
        }
        string givenVersion = tree.Get("apiVersion")?.Text ?? "", givenKind = tree.Get("kind")?.Text ?? "";
        if (givenVersion != apiVersion || givenKind != kind)
        {
            GroupVersion version = GroupVersion.Parse(givenVersion);
            return (null, StatusErrors.BadRequest(
                $"invalid object type: {version.Group}/{version.Version}, Kind={givenKind}"));
        }
        if (tree.At("metadata", "managedFields") is not (null or TreeNull))
            return (null, StatusErrors.BadRequest("metadata.managedFields must be nil"));
        if (ServerSideApply.Violation(tree, codec) is { } violation)
        {
            return (null, StatusErrors.Unclassified(
                $"failed to create typed patch object ({Named(tree, call)}): {violation}"));
        }
        if (report.DuplicateKeys.Count == 0)
            return (tree, null);
        string duplicates = "error converting YAML to JSON: yaml: unmarshal errors:\n  "
            + string.Join("\n  ", report.DuplicateKeys);
        if (call.Options.FieldValidation == "Strict")
            return (null, StatusErrors.BadRequest($"error strict decoding YAML: {duplicates}"));
        if (BodyReader.IsStrict(call.Request))
            call.Request.Warn(duplicates);
        return (tree, null);
    }

    // default/web; apps/v1, Kind=Deployment
    private static string Named(Tree applied, Call call)
    {
        GroupVersion version = GroupVersion.Parse(applied.Get("apiVersion")?.Text ?? "");
        string name = applied.At("metadata", "name")?.Text ?? call.Name;
        string @namespace = applied.At("metadata", "namespace")?.Text ?? "";
        return $"{@namespace}/{name}; {version.Group}/{version.Version}, Kind={applied.Get("kind")?.Text}";
    }
}
