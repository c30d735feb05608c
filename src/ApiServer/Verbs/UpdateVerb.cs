using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Api.Validation;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Allocation;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Storage;
using Kubesharp.ApiServer.Subresources;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>
/// Replaces an object, and carries out every other change of one: patches, subresources, deletion marks all come
/// through <see cref="ChangeAsync"/>.
/// </summary>
internal sealed class UpdateVerb(ApiServer server, CreateVerb create)
{
    /// <summary>The changed object, or why it cannot be changed.</summary>
    /// <param name="existing">As stored.</param>
    internal delegate (ApiObject? Changed, Status? Error) Change(ApiObject existing);

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        (ApiObject? body, Status? error) = BodyReader.Read<ApiObject>(
            call.Request, definition.Codec, definition.ApiVersion, definition.Kind);
        if (body is null)
            return new StatusReply(error!);
        if (body.Metadata.Name != call.Name)
            return new StatusReply(PatchApplication.OtherName(body.Metadata.Name, call.Name));
        body = OwnerDuplicates.Removed(call, call.Strategy.Default(body), afterAdmission: false);
        (ApiObject? placed, error) = CreateVerb.InNamespace(call, body);
        if (placed is null)
            return new StatusReply(error!);
        if (call.Subresource.Length == 0 && call.Strategy.AllowCreateOnUpdate
            && await server.ReadAsync(definition, call.Namespace, call.Name, cancellationToken) is null)
        {
            ApiObject fresh = placed with { Metadata = placed.Metadata with { ResourceVersion = "" } };
            return await create.CreateAsync(
                call, FieldOwnership.Updated(call, fresh, null, server.Time.GetUtcNow()), cancellationToken);
        }
        if (placed.Metadata.ResourceVersion.Length == 0 && !call.Strategy.AllowUnconditionalUpdate)
            return new StatusReply(MustSayRevision(call));
        return await ChangeAsync(
            call, existing => (FieldOwnership.Updated(call, placed, existing, server.Time.GetUtcNow()), null),
            cancellationToken);
    }

    /// <summary>
    /// Reads, changes, admits, validates, writes; when another write came in between, all over again, unless the
    /// changed object names the revision that it is based on.
    /// </summary>
    public async ValueTask<Reply> ChangeAsync(Call call, Change change, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            EncodedObject? stored = await server.ReadAsync(
                call.Definition, call.Namespace, call.Name, cancellationToken);
            if (stored is null)
                return new StatusReply(call.NotFound());
            ApiObject existing = (ApiObject)stored.Value;
            (ApiObject? changed, Status? error) = change(existing);
            if (changed is null)
                return new StatusReply(error!);
            // The uid of a PUT is a precondition; a patch that changes it is simply wrong (422, by validation).
            if (call.Request.Info.Verb == "update" && changed.Metadata.Uid.Length > 0
                && changed.Metadata.Uid != existing.Metadata.Uid)
                return new StatusReply(OtherUid(call, changed.Metadata.Uid, existing.Metadata.Uid));
            string based = changed.Metadata.ResourceVersion;
            if (based.Length > 0 && !Revisions.TryParse(based, out _))
                return new StatusReply(UnreadableRevision(call, based));
            if (based.Length > 0 && based != "0" && based != existing.Metadata.ResourceVersion)
                return new StatusReply(call.Modified(call.Name));
            Reply? reply = await WriteAsync(call, stored, existing, changed, cancellationToken);
            if (reply is not null)
                return reply;
            if (attempt >= Limits.ConflictTries)
                return new StatusReply(call.Modified(call.Name));
        }
    }

    // Null: another write came in between.
    private async ValueTask<Reply?> WriteAsync(
        Call call, EncodedObject stored, ApiObject existing, ApiObject changed, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        if (call.IsInternal)
            return await StoreAsync(call, stored, existing, changed, AllocationLease.None(changed), cancellationToken);
        AdmissionContext admission = call.Admission(AdmissionVerb.Update, changed, existing, server.Objects);
        AdmissionResult admitted = await server.Admission.AdmitAsync(admission, cancellationToken);
        if (admitted.Error is { } refusal)
            return new StatusReply(refusal);
        changed = OwnerDuplicates.Removed(call, admitted.Object ?? changed, afterAdmission: true);
        changed = Prepare(call, changed, existing);
        changed = CertificateRequests.Timed(changed, existing, server.Time.GetUtcNow());
        FieldErrors errors = new();
        await using AllocationLease lease =
            await server.Allocators.AllocateAsync(changed, existing, call.DryRun, cancellationToken);
        if (lease.Error is { } full)
            return new StatusReply(full);
        changed = lease.Object;
        Validate(call, changed, existing, errors);
        if (errors.Any)
            return new StatusReply(errors.ToStatus(definition.Group, definition.Kind, call.Name));
        using Reservations reservations = new();
        admission = admission with { Object = changed, Reservations = reservations };
        if (await server.Admission.ValidateAsync(admission, cancellationToken) is { } refused)
            return new StatusReply(refused);
        foreach (string warning in call.Strategy.UpdateWarnings(changed, existing))
            call.Request.Warn(warning);
        return await StoreAsync(call, stored, existing, changed, lease, cancellationToken);
    }

    private async ValueTask<Reply?> StoreAsync(
        Call call, EncodedObject stored, ApiObject existing, ApiObject changed, AllocationLease lease,
        CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        // What is stored under an old encryption key is written again even when nothing changed: that rotates keys.
        if (IsSame(changed, existing) && !stored.IsStale)
            return new ObjectReply(stored, definition);
        if (call.DryRun)
            return new ObjectReply(new EncodedObject(definition.Codec, changed), definition);

        if (IsDone(changed, existing))
            return await RemoveAsync(call, changed, stored.Revision, cancellationToken);
        StorageResult result =
            await server.Storage.UpdateAsync(definition, changed, stored.Revision, cancellationToken);
        if (result.Outcome == WriteOutcome.Conflict)
            return null;
        if (result.Outcome == WriteOutcome.TooLarge && changed.Metadata.ManagedFields.Count > 0 && !IsApply(call))
        {
            // Who owns what is the one thing that can be done without when the object is too large with it.
            changed = changed with { Metadata = changed.Metadata with { ManagedFields = [] } };
            return await StoreAsync(call, stored, existing, changed, lease, cancellationToken);
        }
        if (result.Outcome == WriteOutcome.TooLarge)
            return new StatusReply(StatusErrors.ObjectTooLarge(result.Message));
        try
        {
            await server.SeenAsync(definition, result.Revision, cancellationToken);
        }
        finally
        {
            // What it gave up is free once nobody sees the old version any more; a repair would take it back otherwise.
            await lease.KeepAsync();
        }
        return new ObjectReply(result.Object!, definition);
    }

    private async ValueTask<Reply?> RemoveAsync(
        Call call, ApiObject changed, long revision, CancellationToken cancellationToken)
    {
        StorageResult result = await server.Storage.DeleteAsync(call.Definition, changed, revision, cancellationToken);
        if (!result.Succeeded)
            return null;
        try
        {
            await server.SeenAsync(call.Definition, result.Revision, cancellationToken);
        }
        finally
        {
            // Only now: a repair that still saw the Service would take its address for it again.
            await server.Allocators.ReleaseAsync(changed);
        }
        return new ObjectReply(new EncodedObject(call.Definition.Codec, changed), call.Definition);
    }

    private static ApiObject Prepare(Call call, ApiObject changed, ApiObject existing)
    {
        ApiObject prepared = call.Subresource switch
        {
            "status" => call.Strategy.PrepareForStatusUpdate(changed, existing),
            "approval" => CertificateRequests.Approved(
                call.Strategy.PrepareForStatusUpdate(changed, existing), existing),
            "finalize" => NarrowChanges.Finalized(changed, existing),
            "ephemeralcontainers" or "resize" =>
                call.Strategy.PrepareForSubresource(call.Subresource, changed, existing),
            _ => call.Strategy.PrepareForUpdate(changed, existing),
        };
        // The revision is the store's; it takes no part in what changed.
        return prepared with
        {
            Metadata = prepared.Metadata with
            {
                ResourceVersion = existing.Metadata.ResourceVersion,
                Name = existing.Metadata.Name,
                Namespace = existing.Metadata.Namespace,
            },
        };
    }

    private static void Validate(Call call, ApiObject changed, ApiObject existing, FieldErrors errors)
    {
        switch (call.Subresource)
        {
            case "status":
                call.Strategy.ValidateStatusUpdate(changed, existing, errors);
                break;
            case "finalize":
                break;
            case "ephemeralcontainers" or "resize":
                call.Strategy.ValidateSubresource(call.Subresource, changed, existing, errors);
                break;
            default:
                call.Strategy.ValidateChanged(changed, existing, errors);
                break;
        }
    }

    /// <summary>Nothing but the times in managedFields differs: such a write must not happen.</summary>
    private static bool IsSame(ApiObject changed, ApiObject existing) =>
        changed.Equals(existing)
        || (FieldOwnership.DiffersInTimesOnly(changed.Metadata.ManagedFields, existing.Metadata.ManagedFields)
            && (changed with { Metadata = changed.Metadata with { ManagedFields = existing.Metadata.ManagedFields } })
                .Equals(existing));

    /// <summary>Deletion was asked for, and this change takes the last reason to wait away.</summary>
    private static bool IsDone(ApiObject changed, ApiObject existing)
    {
        if (changed.Metadata.DeletionTimestamp is null || changed.Metadata.Finalizers.Count > 0
            || changed.Metadata.DeletionGracePeriodSeconds is > 0)
        {
            return false;
        }
        if (changed is Namespace { Spec.Finalizers.Count: > 0 })
            return false;
        bool waited = existing.Metadata.Finalizers.Count > 0 || existing is Namespace { Spec.Finalizers.Count: > 0 };
        return waited;
    }

    // Upstream names the resource here, not the kind.
    private static Status MustSayRevision(Call call)
    {
        FieldErrors errors = new();
        errors.InvalidShown(FieldPath.Metadata.Child("resourceVersion"), "0", "must be specified for an update");
        return errors.ToStatus(call.Definition.Group, call.Definition.Plural, call.Name);
    }

    private static Status UnreadableRevision(Call call, string revision)
    {
        FieldErrors errors = new();
        errors.Invalid(
            FieldPath.Of("resourceVersion"), revision,
            $"strconv.ParseUint: parsing {FieldErrors.Quote(revision)}: invalid syntax");
        return errors.ToStatus(call.Definition.Group, call.Definition.Kind, call.Name);
    }

    private static bool IsApply(Call call) =>
        call.Request.Info.Verb == "patch" && PatchVerb.TypeOf(call) == PatchType.Apply;

    private static Status OtherUid(Call call, string given, string actual) => StatusErrors.Conflict(
        call.Definition.Group, call.Definition.Plural, call.Name,
        $"StorageError: invalid object, Code: 4, Key: {ObjectStorage.Key(call.Definition, call.Namespace, call.Name)}, "
        + "ResourceVersion: 0, AdditionalErrorMsg: "
        + $"Precondition failed: UID in precondition: {given}, UID in object meta: {actual}");
}
