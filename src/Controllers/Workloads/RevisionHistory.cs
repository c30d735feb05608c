using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;
using Kubesharp.Client.Informers;

namespace Kubesharp.Controllers.Workloads;

/// <summary>The history of an owner with the revision of its present template in it.</summary>
/// <param name="All">Oldest first, the present one among them.</param>
internal sealed record OwnedRevisions(
    IReadOnlyList<ControllerRevision> All, ControllerRevision Present, int CollisionCount);

/// <summary>Reads and writes the ControllerRevisions of one owner.</summary>
/// <param name="hashLabel">The label on revisions that carries the hash of their data.</param>
internal sealed class RevisionHistory(ApiClient client, Cache cache, string hashLabel)
{
    // Two different templates with one hash are rare; ten in a row are a bug somewhere.
    private const int CollisionsMax = 10;

    /// <summary>The owner's revisions after adoption and release, oldest first.</summary>
    public async Task<(IReadOnlyList<ControllerRevision> Revisions, ApiError? Error)> ListAsync<TOwner>(
        TOwner owner, LabelSelector? selector, CancellationToken cancellationToken)
        where TOwner : ApiObject
    {
        (IReadOnlyList<ControllerRevision> claimed, ApiError? error) = await Ownership.ClaimAsync(
            client, owner, cache.List<ControllerRevision>(owner.Metadata.Namespace),
            revision => Selection.Matches(selector, revision.Metadata.Labels), cancellationToken);
        return (Revisions.Sorted(claimed), error);
    }

    /// <summary>
    /// Finds the revision of the template, gives it the highest number if it has not (a rollback), or creates it.
    /// </summary>
    /// <param name="revisions">As <see cref="ListAsync"/> returned them.</param>
    public async Task<(OwnedRevisions? Owned, ApiError? Error)> EnsureAsync(
        ApiObject owner, PodTemplateSpec template, IReadOnlyList<ControllerRevision> revisions, int? collisionCount,
        CancellationToken cancellationToken)
    {
        int collisions = collisionCount ?? 0;
        RawJson data = Revisions.DataOf(template);
        long next = revisions.Count == 0 ? 1 : revisions[^1].Revision + 1;
        ControllerRevision? same = revisions.LastOrDefault(revision => revision.Data == data);
        if (same is not null && same == revisions[^1])
            return (new(revisions, same, collisions), null);
        if (same is not null)
        {
            ApiResult<ControllerRevision> raised = await client.UpdateAsync(
                same with { Revision = next }, cancellationToken);
            return raised.Value is { } newest
                ? (new([.. revisions.Where(revision => revision != same), newest], newest, collisions), null)
                : (null, raised.Error);
        }
        for (int tries = 0; tries < CollisionsMax; tries++, collisions++)
        {
            ControllerRevision wanted = New(owner, template, data, next, collisions);
            ApiResult<ControllerRevision> created = await client.CreateAsync(wanted, cancellationToken);
            if (created.Error is { IsAlreadyExists: true })
                created = await client.GetAsync<ControllerRevision>(ObjectKey.Of(wanted), cancellationToken);
            if (created.Value is not { } present)
                return (null, created.Error);
            if (present.Data == data && Ownership.ControllerOf(present)?.Uid == owner.Metadata.Uid)
                return (new([.. revisions, present], present, collisions), null);
        }
        return (null, new ApiError(409, "Conflict", $"no free name for a revision of {owner.Metadata.Name}"));
    }

    public async Task<ApiError?> DeleteAsync(
        IEnumerable<ControllerRevision> revisions, CancellationToken cancellationToken)
    {
        foreach (ControllerRevision revision in revisions)
        {
            ApiError? error = await client.DeleteAsync<ControllerRevision>(
                ObjectKey.Of(revision), PodWriter.Exactly(revision), cancellationToken);
            if (error is { IsConflict: false })
                return error;
        }
        return null;
    }

    private ControllerRevision New(ApiObject owner, PodTemplateSpec template, RawJson data, long number, int collisions)
    {
        string hash = TemplateHash.Of(data.Span, collisions);
        return new()
        {
            Metadata = ObjectMeta.Empty with
            {
                Name = $"{owner.Metadata.Name}-{hash}",
                Namespace = owner.Metadata.Namespace,
                Labels = new Dictionary<string, string>(template.Metadata.Labels) { [hashLabel] = hash },
                Annotations = owner.Metadata.Annotations,
                OwnerReferences = [Ownership.ReferenceTo(owner)],
            },
            Data = data,
            Revision = number,
        };
    }
}
