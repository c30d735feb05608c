using System.Globalization;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.WatchCache;

namespace Kubesharp.ApiServer.Documents;

/// <summary>
/// <c>/debug/test-mode</c>: lets the author of a client see what it does when the past is compacted, watches break and
/// writes are slow. There only when the server was started with it, and only for who may POST to the path.
/// </summary>
internal sealed class TestMode(ApiServer server)
{
    private const int DelayMillisecondsMax = 60_000;
    private const string Usage =
        "POST /debug/test-mode/expire: every resourceVersion before now is 410 Expired\n"
        + "POST /debug/test-mode/cut-watches: all watches end now; ?expired=true: with 410 Expired as the last event\n"
        + "POST /debug/test-mode/delay-writes?milliseconds=N: every write waits so long first; 0: no more\n";

    public async ValueTask<Reply> AnswerAsync(
        string[] parts, ServerRequest request, CancellationToken cancellationToken)
    {
        if (request.Method is "GET" or "HEAD" && parts.Length == 0)
            return DocumentReply.Text(Usage);
        if (request.Method != "POST")
            return new StatusReply(StatusErrors.MethodNotAllowed());
        switch (parts)
        {
            case ["expire"]:
                long current = await server.Storage.Store.GetCurrentRevisionAsync(cancellationToken);
                await server.Storage.Store.CompactAsync(current, cancellationToken);
                await server.Caches.WaitUntilFreshAsync(cancellationToken);
                foreach (ResourceCache<EncodedObject> cache in server.Caches.All)
                    cache.Forget();
                return DocumentReply.Text($"revisions before {current} are expired\n");
            case ["cut-watches"]:
                foreach (ResourceCache<EncodedObject> cache in server.Caches.All)
                    cache.EndWatches(lost: request.Query.Flag("expired"));
                return DocumentReply.Text("watches are cut\n");
            case ["delay-writes"]:
                return DelayWrites(request.Query["milliseconds"]);
            default:
                return DocumentReply.Text(Usage, 404);
        }
    }

    private Reply DelayWrites(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
            || milliseconds > DelayMillisecondsMax)
        {
            return new StatusReply(StatusErrors.BadRequest(
                $"milliseconds: \"{text}\" is not a number from 0 to {DelayMillisecondsMax}"));
        }
        server.WriteDelay = TimeSpan.FromMilliseconds(milliseconds);
        return DocumentReply.Text($"writes are delayed by {milliseconds} ms\n");
    }
}
