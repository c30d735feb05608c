using System.Runtime.CompilerServices;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.WatchCache;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>Changes of a collection from a revision on, or from now on with what there is first.</summary>
internal sealed class WatchVerb(ApiServer server)
{
    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        ApiRequest options = call.Options;
        if (ListOptionRules.Violation(options) is { } violated)
            return new StatusReply(violated);
        (ObjectFilter? filter, Status? error) = ObjectFilter.Of(call);
        if (error is not null)
            return new StatusReply(error);
        long revision = 0;
        if (options.ResourceVersion.Length > 0 && !Revisions.TryParse(options.ResourceVersion, out revision))
            return new StatusReply(Revisions.Unreadable(options.ResourceVersion));

        ResourceCache<EncodedObject> cache = server.Caches.Of(call.Definition);
        // Without a revision a watch begins with what there is, as if it had asked for it.
        bool sendInitial = options.SendInitialEvents ?? revision == 0;
        if (sendInitial || revision == 0)
        {
            // Any state will do for "0"; without a revision it must be the newest.
            bool fresh = options.ResourceVersion.Length == 0
                ? await cache.ReadNewestAsync(cancellationToken) is not null
                : await cache.WaitForRevisionAsync(Math.Max(revision, 1), cancellationToken);
            if (!fresh)
            {
                long current = await server.Storage.Store.GetCurrentRevisionAsync(cancellationToken);
                return new StatusReply(StatusErrors.RevisionTooLarge(revision, current));
            }
        }
        CacheWatchRequest<EncodedObject> request = new()
        {
            AfterRevision = sendInitial ? null : revision == 0 ? cache.Snapshot.Revision : revision,
            KeyPrefix = call.Namespace.Length == 0 ? "" : call.Namespace + "/",
            Key = KeyOf(call),
            IndexValue = call.Definition.Codec.Type == typeof(Pod) ? filter?.ExactValue("spec.nodeName") : null,
            Matches = filter is null ? null : filter.Matches,
            Bookmarks = options.AllowWatchBookmarks,
            InitialEventsEnd = sendInitial && options.AllowWatchBookmarks,
            Timeout = TimeoutOf(options),
        };
        return new WatchReply(call.Definition, EventsAsync(cache, request, cancellationToken));
    }

    private async IAsyncEnumerable<WatchItem> EventsAsync(
        ResourceCache<EncodedObject> cache, CacheWatchRequest<EncodedObject> request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (CacheEvent<EncodedObject> told in cache.Watch(request, cancellationToken))
        {
            yield return new(told.Type, told.Object, told.Revision)
            {
                Error = told.Type == WatchEventType.Error ? StatusErrors.Expired(told.Message) : null,
                InitialEventsEnd = told.InitialEventsEnd,
                More = told.More,
            };
        }
    }

    // A watch of one object, by path or by selector, costs nothing for the changes of the others.
    private static string KeyOf(Call call)
    {
        if (call.Name.Length == 0)
            return "";
        if (!call.Definition.Namespaced)
            return call.Name;
        return call.Namespace.Length == 0 ? "" : $"{call.Namespace}/{call.Name}";
    }

    private TimeSpan TimeoutOf(ApiRequest options) => options.TimeoutSeconds is { } seconds and > 0
        ? TimeSpan.FromSeconds(seconds)
        : Limits.WatchTimeoutMin * (1 + server.Entropy.NextDouble());
}
