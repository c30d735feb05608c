using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Storage;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Removes an object, or marks it for removal while finalizers or a grace period hold it.</summary>
internal sealed class DeleteVerb(ApiServer server)
{
    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        (DeleteOptions options, Status? error) = DeletionRequest.Read(call);
        if (error is not null)
            return new StatusReply(error);
        if (options.DryRun.Count > 0)
            call.Request.Options = call.Options with { DryRun = true };
        return await DeleteAsync(call, call.Name, options, cancellationToken);
    }

    /// <summary>Deletes one object of the call's collection.</summary>
    public async ValueTask<Reply> DeleteAsync(
        Call call, string name, DeleteOptions options, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        string @namespace = call.Namespace;
        for (int attempt = 1; ; attempt++)
        {
            EncodedObject? stored = await server.ReadAsync(definition, @namespace, name, cancellationToken);
            if (stored is null)
                return new StatusReply(StatusErrors.NotFound(definition.Group, definition.Plural, name));
            ApiObject existing = (ApiObject)stored.Value;
            if (DeletionRequest.Violation(definition, options, existing) is { } violated)
                return new StatusReply(violated);
            if (existing is Namespace { Metadata.DeletionTimestamp: not null, Spec.Finalizers.Count: > 0 })
                return new StatusReply(BeingEmptied(name));
            AdmissionContext admission = call.Admission(AdmissionVerb.Delete, null, existing, server.Objects)
                with { Name = name };
            if (await server.Admission.ValidateAsync(admission, cancellationToken) is { } refused)
                return new StatusReply(refused);

            Deletion deletion = Deletion.Of(existing, options, server.Time.GetUtcNow());
            Reply? reply = deletion.Waits
                ? await MarkAsync(call, stored, deletion.Marked, options, cancellationToken)
                : await RemoveAsync(call, stored, existing, cancellationToken);
            if (reply is not null)
                return reply;
            if (attempt >= Limits.ConflictTries)
                return new StatusReply(call.Modified(name));
        }
    }

    private async ValueTask<Reply?> MarkAsync(
        Call call, EncodedObject stored, ApiObject marked, DeleteOptions options, CancellationToken cancellationToken)
    {
        int code = options.OrphanDependents == false ? 202 : 200;
        if (marked.Equals(stored.Value))
            return new ObjectReply(stored, call.Definition) { Code = code };
        if (call.DryRun)
            return new ObjectReply(new EncodedObject(call.Definition.Codec, marked), call.Definition) { Code = code };
        StorageResult result = await server.Storage.UpdateAsync(
            call.Definition, marked, stored.Revision, cancellationToken);
        if (!result.Succeeded)
            return null;
        await server.SeenAsync(call.Definition, result.Revision, cancellationToken);
        return new ObjectReply(result.Object!, call.Definition) { Code = code };
    }

    private async ValueTask<Reply?> RemoveAsync(
        Call call, EncodedObject stored, ApiObject existing, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        EncodedObject removed = stored;
        if (!call.DryRun)
        {
            StorageResult result = await server.Storage.DeleteAsync(
                definition, existing, stored.Revision, cancellationToken);
            if (!result.Succeeded)
                return null;
            removed = result.Object!;
            try
            {
                await server.SeenAsync(definition, result.Revision, cancellationToken);
            }
            finally
            {
                // Only now: a repair that still saw the Service would take its address for it again.
                await server.Allocators.ReleaseAsync(existing);
            }
        }
        if (ReturnsObject(definition))
            return new ObjectReply(removed, definition);
        return new StatusReply(StatusErrors.Success(new()
        {
            Name = existing.Metadata.Name,
            Group = definition.Group,
            Kind = definition.Plural,
            Uid = existing.Metadata.Uid,
        }));
    }

    // A namespace goes by itself when it is empty; asking again does not help.
    private static Status BeingEmptied(string name) => StatusErrors.Conflict(
        "", "namespaces", name,
        "The system is ensuring all content is removed from this namespace.  Upon completion, this namespace will "
        + "automatically be purged by the system.");

    // Upstream's kinds whose last state is the answer; the others answer with a Status.
    internal static bool ReturnsObject(ResourceDefinition definition) => definition.Group switch
    {
        "" => definition.Plural is "pods" or "services" or "serviceaccounts" or "persistentvolumes"
            or "persistentvolumeclaims" or "podtemplates" or "resourcequotas",
        "resource.k8s.io" => true,
        "storage.k8s.io" => definition.Plural != "csistoragecapacities",
        _ => false,
    };
}
