using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.WatchCache;
using Kubesharp.Store;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>A consistent part of a collection, whole or in pages, out of the watch cache.</summary>
internal sealed class ListVerb(ApiServer server)
{
    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (ListOptionRules.Violation(call.Options) is { } violated)
            return new StatusReply(violated);
        (ObjectFilter? filter, Status? error) = ObjectFilter.Of(call);
        if (error is not null)
            return new StatusReply(error);
        (ListReply? list, error) = await ReadAsync(call, filter, cancellationToken);
        return list is null ? new StatusReply(error!) : list;
    }

    /// <param name="call">Options say which revision, page and size.</param>
    /// <param name="filter">Null: everything.</param>
    /// <param name="cancellationToken">The caller's.</param>
    public async ValueTask<(ListReply? List, Status? Error)> ReadAsync(
        Call call, ObjectFilter? filter, CancellationToken cancellationToken)
    {
        ResourceCache<EncodedObject> cache = server.Caches.Of(call.Definition);
        CacheSnapshot<EncodedObject>? snapshot;
        string start = "";
        Status? error = null;
        if (call.Options.Continue.Length > 0)
        {
            if (ContinueToken.Decode(call.Options.Continue) is not { } token)
                return (null, StatusErrors.BadRequest("continue key is not valid: it is not one of this server's"));
            if (!token.Start.StartsWith(PrefixOf(call), StringComparison.Ordinal))
                return (null, StatusErrors.BadRequest("continue key is not valid: it is of another collection"));
            start = token.Start;
            bool newest = token.Revision < 0;
            snapshot = newest
                ? await cache.ReadNewestAsync(cancellationToken)
                : await cache.ReadExactAsync(token.Revision, cancellationToken);
            if (snapshot is null)
                error = newest ? NotFresh() : Expired(token);
        }
        else
        {
            (snapshot, error) = await SnapshotAsync(cache, call.Options, cancellationToken);
        }
        return snapshot is null ? (null, error) : (Page(call, cache, snapshot, filter, start), null);
    }

    private async ValueTask<(CacheSnapshot<EncodedObject>? Snapshot, Status? Error)> SnapshotAsync(
        ResourceCache<EncodedObject> cache, ApiRequest options, CancellationToken cancellationToken)
    {
        if (options.ResourceVersion.Length == 0)
        {
            CacheSnapshot<EncodedObject>? newest = await cache.ReadNewestAsync(cancellationToken);
            return (newest, newest is null ? NotFresh() : null);
        }
        if (!Revisions.TryParse(options.ResourceVersion, out long wanted))
            return (null, Revisions.Unreadable(options.ResourceVersion));
        if (wanted == 0 && cache.Snapshot.Revision > 0)
            return (cache.Snapshot, null);
        if (!await cache.WaitForRevisionAsync(Math.Max(wanted, 1), cancellationToken))
        {
            long current = await server.Storage.Store.GetCurrentRevisionAsync(cancellationToken);
            return (null, wanted > current ? StatusErrors.RevisionTooLarge(wanted, current) : NotFresh());
        }
        // A page of a revision, without a word about how it is meant, is of that very revision.
        bool exactly = options.ResourceVersionMatch == "Exact"
            || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0 && wanted > 0);
        if (!exactly || cache.Snapshot.Revision == wanted)
            return (cache.Snapshot, null);
        CacheSnapshot<EncodedObject>? exact = await cache.ReadExactAsync(wanted, cancellationToken);
        return (exact, exact is null
            ? StatusErrors.Expired(
                $"The resourceVersion for the provided list is too old: {wanted} ({cache.Snapshot.Revision})")
            : null);
    }

    private static ListReply Page(
        Call call, ResourceCache<EncodedObject> cache, CacheSnapshot<EncodedObject> snapshot, ObjectFilter? filter,
        string start)
    {
        string prefix = PrefixOf(call);
        int limit = (int)Math.Clamp(call.Options.Limit, 0, int.MaxValue);
        List<EncodedObject> items = new(
            limit > 0 || filter is not null ? Math.Min(limit, snapshot.Count) : snapshot.CountPrefix(prefix));
        string next = "";
        long? remaining = null;
        if (call.Definition.Codec.Type == typeof(Pod) && limit == 0 && start.Length == 0
            && filter?.ExactValue("spec.nodeName") is { } node)
        {
            foreach ((_, EncodedObject item) in snapshot.ScanIndex(node, prefix))
            {
                if (filter.Matches(item))
                    items.Add(item);
            }
            return new(call.Definition, snapshot.Revision, items);
        }
        SortedTreeScan<EncodedObject> scan = filter?.ExactLabel() is ({ } label, { } value)
            && cache.Select(label, value, snapshot) is { } selected
                ? selected.Scan(prefix, start)
                : snapshot.Scan(prefix, start);
        foreach ((string key, EncodedObject item) in scan)
        {
            if (filter is not null && !filter.Matches(item))
                continue;
            if (limit > 0 && items.Count == limit)
            {
                next = new ContinueToken(snapshot.Revision, key).Encode();
                // With a selector the rest would have to be read to be counted.
                remaining = filter is null ? snapshot.CountFrom(prefix, key) : null;
                cache.KeepPage(snapshot);
                break;
            }
            items.Add(item);
        }
        return new(call.Definition, snapshot.Revision, items) { Continue = next, RemainingItemCount = remaining };
    }

    private static string PrefixOf(Call call) => call.Namespace.Length == 0 ? "" : call.Namespace + "/";

    // The client may go on, from the same key, on the newest state instead of the lost one.
    private static Status Expired(ContinueToken token) => StatusErrors.ExpiredContinue() with
    {
        Metadata = new() { Continue = new ContinueToken(-1, token.Start).Encode() },
    };

    private static Status NotFresh() => StatusErrors.Of(
        504, StatusReason.Timeout, "the cache did not reach the store's revision in time",
        new() { RetryAfterSeconds = 1 });
}
