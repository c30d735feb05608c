using System.Buffers;
using System.Buffers.Binary;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;
using Kubesharp.ApiServer.Tables;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// Events of one watch as bytes: lines of JSON or protobuf messages. An event is a prefix, the stored bytes and a
/// suffix.
/// </summary>
/// <param name="definition">Whose events.</param>
/// <param name="negotiated">Encoding and projection.</param>
/// <param name="table">Makes rows of the objects; null when no table is wanted.</param>
/// <param name="framed">Protobuf messages have their length in front, as a byte stream needs it.</param>
/// <remarks>One reader's; not for several threads.</remarks>
internal sealed class WatchEventWriter(
    ResourceDefinition definition, Negotiated negotiated, TableWriter? table, bool framed)
{
    private const int FrameHeadBytes = 4;

    private readonly ArrayBufferWriter<byte> scratch = new(1024);
    // A table says its columns once, with the first rows.
    private bool columnsWritten;

    public static string ContentTypeOf(Negotiated negotiated) => negotiated.Encoding == Encoding.Protobuf
        ? $"{Negotiation.Protobuf};stream=watch"
        : Negotiation.Json;

    public void Write(IBufferWriter<byte> output, in WatchItem item)
    {
        scratch.ResetWrittenCount();
        if (negotiated.Encoding == Encoding.Protobuf)
            WriteMessage(output, item);
        else
            WriteLine(output, item);
    }

    private static ReadOnlySpan<byte> HeadOf(WatchEventType type) => type switch
    {
        WatchEventType.Added => "{\"type\":\"ADDED\",\"object\":"u8,
        WatchEventType.Modified => "{\"type\":\"MODIFIED\",\"object\":"u8,
        WatchEventType.Deleted => "{\"type\":\"DELETED\",\"object\":"u8,
        WatchEventType.Bookmark => "{\"type\":\"BOOKMARK\",\"object\":"u8,
        _ => "{\"type\":\"ERROR\",\"object\":"u8,
    };

    private void WriteLine(IBufferWriter<byte> output, in WatchItem item)
    {
        output.Write(HeadOf(item.Type));
        bool partial = negotiated.Projection == Projection.PartialObjectMetadata;
        if (item.Type == WatchEventType.Error)
        {
            ApiJson.Write(item.Error!, scratch);
        }
        else if (table is not null)
        {
            table.WriteEvent(scratch, item, withColumns: !columnsWritten);
            columnsWritten = true;
        }
        else if (item.Object is null)
        {
            WriteBookmark(item, partial ? negotiated.ProjectionVersion : "");
        }
        else if (partial)
        {
            ListBytes.WritePartial(scratch, item.Object, negotiated.ProjectionVersion, withType: true);
        }
        else
        {
            output.Write(item.Object.Json.Span);
        }
        output.Write(scratch.WrittenSpan);
        output.Write("}\n"u8);
    }

    private void WriteBookmark(in WatchItem item, string partialVersion)
    {
        bool partial = partialVersion.Length > 0;
        scratch.Write("{\"kind\":\""u8);
        ListBytes.WriteText(scratch, partial ? "PartialObjectMetadata" : definition.Kind);
        scratch.Write("\",\"apiVersion\":\""u8);
        ListBytes.WriteText(scratch, partial ? $"meta.k8s.io/{partialVersion}" : definition.ApiVersion);
        scratch.Write("\",\"metadata\":{\"resourceVersion\":\""u8);
        ListBytes.WriteNumber(scratch, item.Revision);
        scratch.Write("\""u8);
        if (item.InitialEventsEnd)
            scratch.Write(",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}"u8);
        scratch.Write("}}"u8);
    }

    // A WatchEvent: its type, and a RawExtension around the object's envelope.
    private void WriteMessage(IBufferWriter<byte> output, in WatchItem item)
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
            WriteProtobufBookmark(item);
        else
            ProtobufEnvelope.Write(scratch, definition.ApiVersion, definition.Kind, item.Object.Protobuf.Span);

        string type = item.Type.ToString().ToUpperInvariant();
        int raw = scratch.WrittenCount;
        int extension = 1 + ProtobufEnvelope.VarintLength(raw) + raw;
        if (framed)
        {
            int length = 2 + type.Length + 1 + ProtobufEnvelope.VarintLength(extension) + extension;
            BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(FrameHeadBytes), length);
            output.Advance(FrameHeadBytes);
        }
        ProtobufEnvelope.WriteByte(output, typeTag);
        ProtobufEnvelope.WriteText(output, type, type.Length);
        ProtobufEnvelope.WriteByte(output, objectTag);
        ProtobufEnvelope.WriteVarint(output, (ulong)extension);
        ProtobufEnvelope.WriteByte(output, rawTag);
        ProtobufEnvelope.WriteVarint(output, (ulong)raw);
        output.Write(scratch.WrittenSpan);
    }

    // Every kind has its metadata in field 1: a message with nothing else is that kind, empty.
    private void WriteProtobufBookmark(in WatchItem item)
    {
        ArrayBufferWriter<byte> message = new(64);
        ApiProto.Write((PartialObjectMetadata)ObjectOf(item), message);
        ProtobufEnvelope.Write(scratch, definition.ApiVersion, definition.Kind, message.WrittenSpan);
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
