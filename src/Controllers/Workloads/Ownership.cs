using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client;

namespace Kubesharp.Controllers.Workloads;

/// <summary>
/// Adoption and release: a controller owns what its selector matches and nobody else controls, and lets go of what no
/// longer matches.
/// </summary>
internal static class Ownership
{
    public static OwnerReference ReferenceTo(ApiObject owner) => OwnerReference.Empty with
    {
        ApiVersion = owner.ApiVersion,
        Kind = owner.Kind,
        Name = owner.Metadata.Name,
        Uid = owner.Metadata.Uid,
        Controller = true,
        BlockOwnerDeletion = true,
    };

    public static OwnerReference? ControllerOf(ApiObject value)
    {
        foreach (OwnerReference owner in value.Metadata.OwnerReferences)
        {
            if (owner.Controller == true)
                return owner;
        }
        return null;
    }

    /// <summary>
    /// The candidates that the owner controls after adopting matching orphans and releasing what no longer matches.
    /// </summary>
    public static async Task<(IReadOnlyList<T> Claimed, ApiError? Error)> ClaimAsync<TOwner, T>(
        ApiClient client, TOwner owner, IEnumerable<T> candidates, Func<T, bool> matches,
        CancellationToken cancellationToken)
        where TOwner : ApiObject
        where T : ApiObject
    {
        List<T> claimed = [];
        bool? mayAdopt = null;
        foreach (T candidate in candidates)
        {
            if (ControllerOf(candidate) is { } controller)
            {
                if (controller.Uid != owner.Metadata.Uid)
                    continue;
                if (matches(candidate))
                    claimed.Add(candidate);
                else if (owner.Metadata.DeletionTimestamp is null
                    && await ReleaseAsync(client, owner, candidate, cancellationToken) is { } releaseError)
                    return (claimed, releaseError);
                continue;
            }
            if (candidate.Metadata.DeletionTimestamp is not null || !matches(candidate))
                continue;
            mayAdopt ??= await IsAliveAsync(client, owner, cancellationToken);
            if (mayAdopt == false)
                continue;
            ApiResult<T> adopted = await client.PatchAsync<T>(
                ObjectKey.Of(candidate), PatchType.Strategic, AdoptPatch(owner, candidate), cancellationToken);
            if (adopted.Value is { } now)
                claimed.Add(now);
            else if (adopted.Error is { IsNotFound: false, IsConflict: false, IsInvalid: false } error)
                return (claimed, error);
        }
        return (claimed, null);
    }

    // The cache may lag behind a deletion of the owner: adopting then would hand Pods to a ghost.
    private static async Task<bool> IsAliveAsync<T>(ApiClient client, T owner, CancellationToken cancellationToken)
        where T : ApiObject
    {
        if (owner.Metadata.DeletionTimestamp is not null)
            return false;
        ApiResult<T> fresh = await client.GetAsync<T>(ObjectKey.Of(owner), cancellationToken);
        return fresh.Value is { } live
            && live.Metadata.Uid == owner.Metadata.Uid
            && live.Metadata.DeletionTimestamp is null;
    }

    private static async Task<ApiError?> ReleaseAsync<T>(
        ApiClient client, ApiObject owner, T value, CancellationToken cancellationToken)
        where T : ApiObject
    {
        string patch = $$$"""
            {"metadata":{"uid":"{{{value.Metadata.Uid}}}",
            "ownerReferences":[{"$patch":"delete","uid":"{{{owner.Metadata.Uid}}}"}]}}
            """;
        ApiResult<T> released = await client.PatchAsync<T>(
            ObjectKey.Of(value), PatchType.Strategic, patch, cancellationToken);
        // Gone, or its identity changed: nothing of ours any more.
        return released.Error is { IsNotFound: false, IsInvalid: false, IsConflict: false } error ? error : null;
    }

    private static byte[] AdoptPatch(ApiObject owner, ApiObject value) => Encoding.UTF8.GetBytes($$$"""
        {"metadata":{"uid":"{{{value.Metadata.Uid}}}","ownerReferences":[{
        "apiVersion":"{{{owner.ApiVersion}}}","kind":"{{{owner.Kind}}}",
        "name":"{{{owner.Metadata.Name}}}","uid":"{{{owner.Metadata.Uid}}}",
        "controller":true,"blockOwnerDeletion":true}]}}
        """);
}
