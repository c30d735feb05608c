using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.ApiServer.Documents;
using Kubesharp.ApiServer.Errors;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.Tables;
using Microsoft.AspNetCore.Http;

namespace Kubesharp.ApiServer.Http;

/// <summary>Encodes replies as the client asked for.</summary>
internal sealed class ReplyWriter(ApiServer server)
{
    // What the metadata of one object comes to; decides only whether a list is worth compressing.
    private const long PartialBytesGuess = 512;

    private readonly WatchWriter watches = new(server);
    private readonly WebSocketWatch webSockets = new(server);

    public async Task WriteAsync(
        HttpContext context, ServerRequest request, Reply reply, CancellationToken cancellationToken)
    {
        if (reply is DocumentReply document)
        {
            await WriteDocumentAsync(context, document, cancellationToken);
            return;
        }
        // What cannot be accepted was refused before; an error is written in any case.
        Negotiated negotiated = Negotiation.Choose(request.Accept, protobuf: true, reply is WatchReply)
            ?? Negotiated.Json;
        switch (reply)
        {
            case WatchReply watch when request.IsWebSocket:
                await webSockets.WriteAsync(context, request, watch, negotiated, cancellationToken);
                break;
            case WatchReply watch:
                await watches.WriteAsync(context, request, watch, negotiated, cancellationToken);
                break;
            case ListReply list:
                await WriteListAsync(context, request, list, negotiated, cancellationToken);
                break;
            case ObjectReply one:
                await WriteObjectAsync(context, request, one, negotiated, cancellationToken);
                break;
            case StatusReply status:
                await WriteStatusAsync(context, request, status, negotiated, cancellationToken);
                break;
        }
    }

    /// <summary>Why nothing that the client accepts can be sent; null when something can.</summary>
    public static Status? Unacceptable(ServerRequest request)
    {
        // Documents choose for themselves; a stream's bytes are another server's.
        RequestInfo info = request.Info;
        if (!info.IsResourceRequest || (LongRunning.Is(info) && info.Verb != "watch"))
            return null;
        bool stream = info.Verb == "watch";
        if (Negotiation.Choose(request.Accept, protobuf: true, stream) is not null)
            return null;
        return StatusErrors.NotAcceptable(
            stream ? Negotiation.SupportedStreams : Negotiation.Supported(protobuf: true));
    }

    public static string ContentTypeOf(Encoding encoding) => encoding switch
    {
        Encoding.Yaml => Negotiation.Yaml,
        Encoding.Protobuf => Negotiation.Protobuf,
        _ => Negotiation.Json,
    };

    private static async Task WriteDocumentAsync(
        HttpContext context, DocumentReply document, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        response.StatusCode = document.Code;
        foreach ((string name, string value) in document.Headers)
            response.Headers[name] = value;
        if (document.Code == 304)
            return;
        response.ContentType = document.ContentType;
        if (document.ContentType.StartsWith("text/plain", StringComparison.Ordinal))
            response.Headers.XContentTypeOptions = "nosniff";
        await SendAsync(context, document.Body, cancellationToken);
    }

    private async Task WriteStatusAsync(
        HttpContext context, ServerRequest request, StatusReply reply, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        if (reply.Status.Details is { RetryAfterSeconds: > 0 } details)
            context.Response.Headers.RetryAfter = Verbs.Revisions.Text(details.RetryAfterSeconds);
        Status status = reply.Status.Code == 0 ? reply.Status with { Code = reply.Code } : reply.Status;
        if (status.StatusValue == "Success")
            status = status with { Code = reply.Status.Code };
        EncodedObject encoded = new(MessageCodecs.Status, status);
        await WriteObjectAsync(
            context, request, new ObjectReply(encoded, null) { Code = reply.Code },
            negotiated with { Projection = Projection.None }, cancellationToken);
    }

    private async Task WriteObjectAsync(
        HttpContext context, ServerRequest request, ObjectReply reply, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        EncodedObject item = reply.Object;
        context.Response.StatusCode = reply.Code;
        bool projected = negotiated.Projection != Projection.None && reply.Definition is not null;
        if (!projected && negotiated.Encoding != Encoding.Protobuf)
        {
            // The stored bytes themselves.
            await SendTextAsync(context, request, item.Json, negotiated, cancellationToken);
            return;
        }
        ArrayBufferWriter<byte> buffer = new(1024);
        switch (negotiated)
        {
            case { Projection: Projection.Table } when reply.Definition is not null:
                Table(request, negotiated, reply.Definition)
                    .Write(buffer, [item], RevisionOf(item), null, withColumns: true);
                break;
            case { Projection: Projection.PartialObjectMetadata, Encoding: Encoding.Protobuf }
                when reply.Definition is not null:
                ProtobufLists.WritePartial(buffer, (ApiObject)item.Value, negotiated.ProjectionVersion);
                break;
            case { Projection: Projection.PartialObjectMetadata } when reply.Definition is not null:
                ListBytes.WritePartial(buffer, item, negotiated.ProjectionVersion, withType: true);
                break;
            default:
                ProtobufEnvelope.Write(buffer, item.Value.ApiVersion, item.Value.Kind, item.Protobuf.Span);
                break;
        }
        await SendTextAsync(context, request, buffer.WrittenMemory, negotiated, cancellationToken);
    }

    private async Task WriteListAsync(
        HttpContext context, ServerRequest request, ListReply list, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        context.Response.StatusCode = list.Code;
        ResourceDefinition definition = list.Definition;
        bool partial = negotiated.Projection == Projection.PartialObjectMetadata;
        if (negotiated.Projection == Projection.Table || negotiated.Encoding != Encoding.Json
            || RequestHeaders.WantsPretty(request))
        {
            ArrayBufferWriter<byte> buffer = new(4096);
            if (negotiated.Projection == Projection.Table)
                Table(request, negotiated, definition).Write(buffer, list.Items, list.Revision, list,
                    withColumns: true);
            else if (negotiated.Encoding == Encoding.Protobuf)
                ProtobufLists.Write(buffer, list, partial ? negotiated.ProjectionVersion : "");
            else
                WriteJson(buffer, list, partial, negotiated.ProjectionVersion);
            await SendTextAsync(context, request, buffer.WrittenMemory, negotiated, cancellationToken);
            return;
        }

        context.Response.ContentType = Negotiation.Json;
        byte[] prefix = ListBytes.TypePrefix(definition.ApiVersion, definition.Kind);
        ArrayBufferWriter<byte> head = new(256);
        WriteHead(head, list, partial, negotiated.ProjectionVersion);
        long size = head.WrittenCount + ListBytes.Tail.Length
            + (partial ? list.Items.Count * PartialBytesGuess : ListBytes.ItemsSize(list, prefix));
        bool compress = RequestHeaders.WantsGzip(context.Request.Headers) && size > Limits.GzipFromBytes;
        if (compress)
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.Append("Vary", "Accept-Encoding");
            await using GZipStream gzip = new(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
            PipeWriter compressed = PipeWriter.Create(gzip, new(leaveOpen: true));
            compressed.Write(head.WrittenSpan);
            await WriteItemsAsync(compressed, list, prefix, partial, negotiated.ProjectionVersion, cancellationToken);
            await compressed.CompleteAsync();
            return;
        }
        if (!partial)
            context.Response.ContentLength = size;
        PipeWriter output = context.Response.BodyWriter;
        output.Write(head.WrittenSpan);
        await WriteItemsAsync(output, list, prefix, partial, negotiated.ProjectionVersion, cancellationToken);
    }

    // Nothing of a large list is put together in memory: its items' bytes go to the connection as they are.
    private static async Task WriteItemsAsync(
        PipeWriter output, ListReply list, byte[] prefix, bool partial, string version,
        CancellationToken cancellationToken)
    {
        const int flushBytes = 64 * 1024;
        for (int index = 0; index < list.Items.Count; index++)
        {
            if (index > 0)
                output.Write(","u8);
            if (partial)
                ListBytes.WritePartial(output, list.Items[index], version, withType: false);
            else
                ListBytes.WriteItem(output, list.Items[index].Json.Span, prefix);
            if (output.UnflushedBytes > flushBytes)
                await output.FlushAsync(cancellationToken);
        }
        output.Write(ListBytes.Tail);
        await output.FlushAsync(cancellationToken);
    }

    private static void WriteJson(IBufferWriter<byte> output, ListReply list, bool partial, string version)
    {
        WriteHead(output, list, partial, version);
        byte[] prefix = ListBytes.TypePrefix(list.Definition.ApiVersion, list.Definition.Kind);
        for (int index = 0; index < list.Items.Count; index++)
        {
            if (index > 0)
                output.Write(","u8);
            if (partial)
                ListBytes.WritePartial(output, list.Items[index], version, withType: false);
            else
                ListBytes.WriteItem(output, list.Items[index].Json.Span, prefix);
        }
        output.Write(ListBytes.Tail);
    }

    private static void WriteHead(IBufferWriter<byte> output, ListReply list, bool partial, string version)
    {
        if (partial)
            ListBytes.WriteHead(output, $"meta.k8s.io/{version}", "PartialObjectMetadataList", list);
        else
            ListBytes.WriteHead(output, list.Definition.ApiVersion, list.Definition.ListKind, list);
    }

    private TableWriter Table(ServerRequest request, Negotiated negotiated, ResourceDefinition definition) =>
        new(definition, negotiated.ProjectionVersion, request.Query["includeObject"], server.Time);

    private static long RevisionOf(EncodedObject item) =>
        item.Revision > 0 ? item.Revision
        : Verbs.Revisions.TryParse((item.Value as ApiObject)?.Metadata.ResourceVersion ?? "", out long revision)
            ? revision
        : 0;

    private static async Task SendTextAsync(
        HttpContext context, ServerRequest request, ReadOnlyMemory<byte> json, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        context.Response.ContentType = ContentTypeOf(negotiated.Encoding);
        if (negotiated.Encoding == Encoding.Yaml)
            json = System.Text.Encoding.UTF8.GetBytes(YamlWriter.Write(TreeJson.Parse(json.Span)));
        else if (negotiated.Encoding == Encoding.Json && RequestHeaders.WantsPretty(request))
            json = Pretty(json);
        await SendAsync(context, json, cancellationToken);
    }

    private static async Task SendAsync(
        HttpContext context, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        HttpResponse response = context.Response;
        if (context.Request.Method == "HEAD")
        {
            response.ContentLength = body.Length;
            return;
        }
        if (body.Length > Limits.GzipFromBytes && context.Request.Method == "GET"
            && RequestHeaders.WantsGzip(context.Request.Headers))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Append("Vary", "Accept-Encoding");
            await using GZipStream gzip = new(response.Body, CompressionLevel.Fastest, leaveOpen: true);
            await gzip.WriteAsync(body, cancellationToken);
            return;
        }
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, cancellationToken);
    }

    private static ReadOnlyMemory<byte> Pretty(ReadOnlyMemory<byte> json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new() { MaxDepth = TreeJson.DepthMax });
        ArrayBufferWriter<byte> buffer = new(json.Length * 2);
        using (Utf8JsonWriter writer = new(buffer, new() { Indented = true, Encoder = JsonText.Encoder }))
            document.WriteTo(writer);
        return buffer.WrittenMemory;
    }
}
