using System.IO.Pipelines;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// A watch as the body of an answer that does not end. Flushed when no further event is there, and every few kilobytes
/// while there are.
/// </summary>
internal sealed class WatchWriter(ApiServer server)
{
    // Longer runs without a flush cost memory for each watcher and were no faster.
    private const int FlushBytes = 16 * 1024;

    public async Task WriteAsync(
        HttpContext context, ServerRequest request, WatchReply watch, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        response.StatusCode = 200;
        response.ContentType = WatchEventWriter.ContentTypeOf(negotiated);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        PipeWriter output = response.BodyWriter;
        // The client waits for the head before it listens.
        await response.StartAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, server.Stopping);
        WatchEventWriter writer = new(
            watch.Definition, negotiated, TableWriter.ForWatch(watch.Definition, negotiated, request, server.Time),
            framed: true);
        try
        {
            await foreach (WatchItem item in watch.Events.WithCancellation(end.Token))
            {
                writer.Write(output, item);
                if (!item.More || output.UnflushedBytes > FlushBytes)
                    await output.FlushAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (server.IsStopping && !cancellationToken.IsCancellationRequested)
        {
            // The server stops: the stream ends like one whose time is over.
        }
        await output.FlushAsync(cancellationToken);
    }
}
