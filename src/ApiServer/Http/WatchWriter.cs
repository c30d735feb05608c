using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Requests;
using Kubesharp.ApiServer.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// A watch as a stream: lines of JSON, or protobuf frames. An event is a prefix, the stored bytes and a suffix. Flushed
/// when no further event is there, and every few kilobytes while there are.
/// </summary>
internal sealed class WatchWriter(ApiServer server)
{
    // Longer runs without a flush cost memory for each watcher and were no faster.
    private const int FlushBytes = 16 * 1024;
    private const int FrameHeadBytes = 4;

    public async Task WriteAsync(
        HttpContext context, ServerRequest request, WatchReply watch, Negotiated negotiated,
        CancellationToken cancellationToken)
    {
        bool protobuf = negotiated.Encoding == Encoding.Protobuf;
        HttpResponse response = context.Response;
        response.StatusCode = 200;
        response.ContentType = protobuf ? $"{Negotiation.Protobuf};stream=watch" : Negotiation.Json;
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        PipeWriter output = response.BodyWriter;
        // The client waits for the head before it listens.
        await response.StartAsync(cancellationToken);
        await output.FlushAsync(cancellationToken);

        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, server.Stopping);
        TableWriter? table = negotiated.Projection == Projection.Table
            ? new(watch.Definition, negotiated.ProjectionVersion, request.Query["includeObject"],
                server.Time.GetUtcNow())
            : null;
        ArrayBufferWriter<byte> scratch = new(1024);
        bool first = true;
        try
        {
            await foreach (WatchItem item in watch.Events.WithCancellation(end.Token))
            {
                scratch.ResetWrittenCount();
                if (protobuf)
                    WriteFrame(output, scratch, watch.Definition, item, negotiated);
                else
                    WriteLine(output, scratch, watch.Definition, item, negotiated, table, first);
                first = false;
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

    private static ReadOnlySpan<byte> HeadOf(WatchEventType type) => type switch
    {
        WatchEventType.Added => "{\"type\":\"ADDED\",\"object\":"u8,
        WatchEventType.Modified => "{\"type\":\"MODIFIED\",\"object\":"u8,
        WatchEventType.Deleted => "{\"type\":\"DELETED\",\"object\":"u8,
        WatchEventType.Bookmark => "{\"type\":\"BOOKMARK\",\"object\":"u8,
        _ => "{\"type\":\"ERROR\",\"object\":"u8,
    };

    private static void WriteLine(
        IBufferWriter<byte> output, ArrayBufferWriter<byte> scratch, ResourceDefinition definition, in WatchItem item,
        Negotiated negotiated, TableWriter? table, bool first)
    {
        output.Write(HeadOf(item.Type));
        bool partial = negotiated.Projection == Projection.PartialObjectMetadata;
        if (item.Type == WatchEventType.Error)
            ApiJson.Write(item.Error!, scratch);
        else if (table is not null)
            table.Write(scratch, item.Object is null ? [] : [item.Object], item.Revision, null, first);
        else if (item.Object is null)
            WriteBookmark(scratch, definition, item, partial ? negotiated.ProjectionVersion : "");
        else if (partial)
            ListBytes.WritePartial(scratch, item.Object, negotiated.ProjectionVersion, withType: true);
        else
            output.Write(item.Object.Json.Span);
        output.Write(scratch.WrittenSpan);
        output.Write("}\n"u8);
    }

    private static void WriteBookmark(
        IBufferWriter<byte> output, ResourceDefinition definition, in WatchItem item, string partialVersion)
    {
        bool partial = partialVersion.Length > 0;
        output.Write("{\"kind\":\""u8);
        ListBytes.WriteText(output, partial ? "PartialObjectMetadata" : definition.Kind);
        output.Write("\",\"apiVersion\":\""u8);
        ListBytes.WriteText(output, partial ? $"meta.k8s.io/{partialVersion}" : definition.ApiVersion);
        output.Write("\",\"metadata\":{\"resourceVersion\":\""u8);
        ListBytes.WriteNumber(output, item.Revision);
        output.Write("\""u8);
        if (item.InitialEventsEnd)
            output.Write(",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}"u8);
        output.Write("}}"u8);
    }

    // Four bytes of length, then a WatchEvent: its type, and a RawExtension around the object's envelope.
    private static void WriteFrame(
        IBufferWriter<byte> output, ArrayBufferWriter<byte> scratch, ResourceDefinition definition, in WatchItem item,
        Negotiated negotiated)
    {
        const int typeTag = 1 << 3 | 2;
        const int objectTag = 2 << 3 | 2;
        const int rawTag = 1 << 3 | 2;
        bool partial = negotiated.Projection == Projection.PartialObjectMetadata;
        if (item.Type == WatchEventType.Error)
            ApiProto.WriteEnvelope(item.Error!, scratch);
        else if (partial)
            ProtobufLists.WritePartial(scratch, ObjectOf(item), negotiated.ProjectionVersion);
        else if (item.Object is null)
            WriteProtobufBookmark(scratch, definition, item);
        else
            ProtobufEnvelope.Write(scratch, definition.ApiVersion, definition.Kind, item.Object.Protobuf.Span);

        string type = item.Type.ToString().ToUpperInvariant();
        int raw = scratch.WrittenCount;
        int extension = 1 + ProtobufEnvelope.VarintLength(raw) + raw;
        int length = 2 + type.Length + 1 + ProtobufEnvelope.VarintLength(extension) + extension;
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(FrameHeadBytes), length);
        output.Advance(FrameHeadBytes);
        ProtobufEnvelope.WriteByte(output, typeTag);
        ProtobufEnvelope.WriteText(output, type, type.Length);
        ProtobufEnvelope.WriteByte(output, objectTag);
        ProtobufEnvelope.WriteVarint(output, (ulong)extension);
        ProtobufEnvelope.WriteByte(output, rawTag);
        ProtobufEnvelope.WriteVarint(output, (ulong)raw);
        output.Write(scratch.WrittenSpan);
    }

    // Every kind has its metadata in field 1: a message with nothing else is that kind, empty.
    private static void WriteProtobufBookmark(
        IBufferWriter<byte> output, ResourceDefinition definition, in WatchItem item)
    {
        ArrayBufferWriter<byte> message = new(64);
        ApiProto.Write((PartialObjectMetadata)ObjectOf(item), message);
        ProtobufEnvelope.Write(output, definition.ApiVersion, definition.Kind, message.WrittenSpan);
    }

    private static ApiObject ObjectOf(in WatchItem item) => item.Object is not null
        ? (ApiObject)item.Object.Value
        : new PartialObjectMetadata
        {
            Metadata = new()
            {
                ResourceVersion = Verbs.Revisions.Text(item.Revision),
                Annotations = item.InitialEventsEnd
                    ? new Dictionary<string, string> { ["k8s.io/initial-events-end"] = "true" }
                    : Maps.None<string>(),
            },
        };
}
