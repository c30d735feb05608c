using Kubesharp.Api;
using Kubesharp.Api.Meta;
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

/// <summary>Decode, default, admit, name, validate, store.</summary>
internal sealed class CreateVerb(ApiServer server)
{
    // With five random characters behind it a generated name stays a DNS label.
    private const int GenerateNameLengthMax = 58;

    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        (ApiObject? body, Status? error) = BodyReader.Read<ApiObject>(
            call.Request, definition.Codec, definition.ApiVersion, definition.Kind);
        if (body is null)
            return new StatusReply(error!);
        if (body.Metadata.ResourceVersion.Length > 0)
        {
            return new StatusReply(StatusErrors.Of(
                500, "", "resourceVersion should not be set on objects to be created"));
        }
        ApiObject created = call.Strategy.Default(body);
        (ApiObject? placed, error) = InNamespace(call, created);
        if (placed is null)
            return new StatusReply(error!);
        placed = OwnerDuplicates.Removed(call, placed, afterAdmission: false);
        placed = FieldOwnership.Updated(call, placed, null, server.Time.GetUtcNow());
        return await CreateAsync(call, placed, cancellationToken);
    }

    /// <summary>From admission on; also for objects that apply or an update brings into being.</summary>
    public async ValueTask<Reply> CreateAsync(Call call, ApiObject created, CancellationToken cancellationToken)
    {
        if (call.Request.Info.Verb != "create"
            && await server.Pipeline.AuthorizeCreateAsync(call.Request, cancellationToken) is { } forbidden)
        {
            return new StatusReply(forbidden);
        }
        AdmissionContext admission = call.Admission(AdmissionVerb.Create, created, null, server.Objects);
        AdmissionResult admitted = await server.Admission.AdmitAsync(admission, cancellationToken);
        if (admitted.Error is { } refused)
            return new StatusReply(refused);
        created = OwnerDuplicates.Removed(call, admitted.Object ?? created, afterAdmission: true);
        created = CertificateRequests.Requested(call.Strategy.PrepareForCreate(created), call.Request.User);
        string generateName = created.Metadata.GenerateName;
        bool generated = created.Metadata.Name.Length == 0 && generateName.Length > 0;
        for (int attempt = 1; ; attempt++)
        {
            ApiObject named = call.Strategy.Identify(
                WithSystemFields(created, generated ? Generate(generateName) : created.Metadata.Name));
            Reply reply = await StoreAsync(call, admission, named, cancellationToken);
            bool taken = reply is StatusReply { Status.Reason: StatusReason.AlreadyExists };
            if (!taken || !generated)
                return reply;
            if (attempt == Limits.GenerateNameTries)
            {
                return new StatusReply(StatusErrors.GenerateNameConflict(
                    call.Definition.Group, call.Definition.Plural, named.Metadata.Name));
            }
        }
    }

    private async ValueTask<Reply> StoreAsync(
        Call call, AdmissionContext admission, ApiObject created, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        FieldErrors errors = new();
        await using AllocationLease lease =
            await server.Allocators.AllocateAsync(created, null, call.DryRun, cancellationToken);
        if (lease.Error is { } full)
            return new StatusReply(full);
        created = lease.Object;
        call.Strategy.ValidateCreate(created, errors);
        if (errors.Any)
            return new StatusReply(errors.ToStatus(definition.Group, definition.Kind, created.Metadata.Name));
        using Reservations reservations = new();
        admission = admission with
        {
            Object = created,
            Name = created.Metadata.Name,
            Reservations = reservations,
        };
        if (await server.Admission.ValidateAsync(admission, cancellationToken) is { } refused)
            return new StatusReply(refused);
        foreach (string warning in call.Strategy.Warnings(created))
            call.Request.Warn(warning);
        if (call.DryRun)
            return await DryRunAsync(call, created, cancellationToken);

        StorageResult result = await server.Storage.CreateAsync(definition, created, cancellationToken);
        if (result.Outcome == WriteOutcome.TooLarge && created.Metadata.ManagedFields.Count > 0)
        {
            // Who owns what is the one thing that can be done without when the object is too large with it.
            created = created with { Metadata = created.Metadata with { ManagedFields = [] } };
            result = await server.Storage.CreateAsync(definition, created, cancellationToken);
        }
        if (result.Outcome == WriteOutcome.TooLarge)
            return new StatusReply(StatusErrors.ObjectTooLarge(result.Message));
        if (!result.Succeeded)
            return new StatusReply(await TakenAsync(call, created.Metadata, cancellationToken));
        await lease.KeepAsync();
        await server.SeenAsync(definition, result.Revision, cancellationToken);
        return new ObjectReply(result.Object!, definition) { Code = 201 };
    }

    private async ValueTask<Reply> DryRunAsync(Call call, ApiObject created, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        string key = ObjectStorage.Key(definition, created.Metadata.Namespace, created.Metadata.Name);
        if (await server.Storage.Store.GetAsync(key, cancellationToken) is not null)
            return new StatusReply(await TakenAsync(call, created.Metadata, cancellationToken));
        return new ObjectReply(new EncodedObject(definition.Codec, created), definition) { Code = 201 };
    }

    // Somebody who waits for the name should know whether waiting helps.
    private async ValueTask<Status> TakenAsync(Call call, ObjectMeta metadata, CancellationToken cancellationToken)
    {
        ResourceDefinition definition = call.Definition;
        Status taken = StatusErrors.AlreadyExists(definition.Group, definition.Plural, metadata.Name);
        EncodedObject? holder = await server.ReadAsync(
            definition, metadata.Namespace, metadata.Name, cancellationToken);
        return holder?.Value is ApiObject { Metadata.DeletionTimestamp: not null }
            ? taken with { Message = "object is being deleted: " + taken.Message }
            : taken;
    }

    /// <summary>The object in the namespace of the request, which its own may leave out but not contradict.</summary>
    public static (ApiObject? Placed, Status? Error) InNamespace(Call call, ApiObject value)
    {
        string wanted = call.Namespace;
        string given = value.Metadata.Namespace;
        if (given == wanted)
            return (value, null);
        if (given.Length > 0 && wanted.Length > 0)
        {
            return (null, StatusErrors.BadRequest(
                "the namespace of the provided object does not match the namespace sent on the request"));
        }
        return (value with { Metadata = value.Metadata with { Namespace = wanted } }, null);
    }

    private ApiObject WithSystemFields(ApiObject value, string name) => value with
    {
        Metadata = value.Metadata with
        {
            Name = name,
            Uid = server.Entropy.NewUid(),
            CreationTimestamp = new Time(server.Time.GetUtcNow()),
            DeletionTimestamp = null,
            DeletionGracePeriodSeconds = null,
            ResourceVersion = "",
            SelfLink = "",
        },
    };

    private string Generate(string prefix) =>
        (prefix.Length > GenerateNameLengthMax ? prefix[..GenerateNameLengthMax] : prefix)
            + server.Entropy.NameSuffix();
}
