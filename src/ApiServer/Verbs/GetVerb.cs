using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;

namespace Kubesharp.ApiServer.Verbs;

/// <summary>One object, as it is now.</summary>
internal sealed class GetVerb(ApiServer server)
{
    public async ValueTask<Reply> RunAsync(Call call, CancellationToken cancellationToken)
    {
        (EncodedObject? found, Status? error) = await ReadAsync(call, cancellationToken);
        return error is null ? new ObjectReply(found!, call.Definition) : new StatusReply(error);
    }

    /// <summary>
    /// The newest state, straight from the store: its values are in memory, so a read that may be older would not be
    /// cheaper. The decoded form is the cache's when it holds the same revision.
    /// </summary>
    public async ValueTask<(EncodedObject? Found, Status? Error)> ReadAsync(Call call,
        CancellationToken cancellationToken)
    {
        if (call.Options.ResourceVersion is { Length: > 0 } text and not "0")
        {
            if (!Revisions.TryParse(text, out long wanted))
                return (null, Revisions.Unreadable(text));
            long current = await server.Storage.Store.GetCurrentRevisionAsync(cancellationToken);
            if (wanted > current)
                return (null, StatusErrors.RevisionTooLarge(wanted, current));
        }
        EncodedObject? found = await server.ReadAsync(
            call.Definition, call.Namespace, call.Name, cancellationToken);
        return found is null ? (null, call.NotFound()) : (found, null);
    }
}
