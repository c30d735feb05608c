using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>DeleteOptions from body or query, checked.</summary>
internal static class DeletionRequest
{
    public static (DeleteOptions Options, Status? Error) Read(Call call)
    {
        DeleteOptions options = call.Options.DeleteOptions ?? DeleteOptions.Empty;
        if (!call.Request.Body.IsEmpty)
        {
            (DeleteOptions? body, Status? error) = BodyReader.Read<DeleteOptions>(
                call.Request, MessageCodecs.DeleteOptions, "", "DeleteOptions");
            if (body is null)
                return (options, error);
            options = body;
        }
        return (options, Invalid(options));
    }

    /// <summary>Another object, or another version of it, than the client means; null when it is that one.</summary>
    public static Status? Violation(ResourceDefinition definition, DeleteOptions options, ApiObject existing)
    {
        if (options.Preconditions is not { } preconditions)
            return null;
        ObjectMeta metadata = existing.Metadata;
        if (preconditions.Uid is { } uid && uid != metadata.Uid)
        {
            return StatusErrors.Conflict(
                definition.Group, definition.Kind, metadata.Name,
                $"the UID in the precondition ({uid}) does not match the UID in record ({metadata.Uid}). The object "
                + "might have been deleted and then recreated");
        }
        if (preconditions.ResourceVersion is { } revision && revision != metadata.ResourceVersion)
        {
            return StatusErrors.Conflict(
                definition.Group, definition.Kind, metadata.Name,
                $"the ResourceVersion in the precondition ({revision}) does not match the ResourceVersion in record "
                + $"({metadata.ResourceVersion}). The object might have been modified");
        }
        return null;
    }

    private static Status? Invalid(DeleteOptions options)
    {
        FieldErrors errors = new();
        if (options.OrphanDependents is not null && options.PropagationPolicy is { } both)
        {
            errors.Invalid(
                FieldPath.Of("propagationPolicy"), both,
                "orphanDependents and deletionPropagation cannot be both set");
        }
        if (options.PropagationPolicy is { } policy and not ("Foreground" or "Background" or "Orphan"))
            errors.NotSupported(FieldPath.Of("propagationPolicy"), policy, "Foreground", "Background", "Orphan", "nil");
        WriteOptionRules.CheckDryRun(options.DryRun, errors);
        return errors.Any ? errors.ToStatus("meta.k8s.io", "DeleteOptions", "") : null;
    }
}
