using System.Buffers;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// Lists and metadata as protobuf: every list message has its metadata in field 1 and its items in field 2.
/// </summary>
internal static class ProtobufLists
{
    private const int MetadataTag = 1 << 3 | 2;
    private const int ItemTag = 2 << 3 | 2;

    /// <param name="output">Where to.</param>
    /// <param name="list">The list.</param>
    /// <param name="partialVersion">Only metadata, in this version of meta.k8s.io; empty: whole objects.</param>
    public static void Write(IBufferWriter<byte> output, ListReply list, string partialVersion)
    {
        bool partial = partialVersion.Length > 0;
        ArrayBufferWriter<byte> metadata = new(64);
        ApiProto.Write(
            new ListMeta
            {
                ResourceVersion = Verbs.Revisions.Text(list.Revision),
                Continue = list.Continue,
                RemainingItemCount = list.RemainingItemCount,
            },
            metadata);
        ReadOnlyMemory<byte>[] items = new ReadOnlyMemory<byte>[list.Items.Count];
        long length = 1 + ProtobufEnvelope.VarintLength(metadata.WrittenCount) + metadata.WrittenCount;
        for (int index = 0; index < items.Length; index++)
        {
            items[index] = partial ? Partial((ApiObject)list.Items[index].Value) : list.Items[index].Protobuf;
            length += 1 + ProtobufEnvelope.VarintLength(items[index].Length) + items[index].Length;
        }
        ProtobufEnvelope.WriteHead(
            output,
            partial ? $"meta.k8s.io/{partialVersion}" : list.Definition.ApiVersion,
            partial ? "PartialObjectMetadataList" : list.Definition.ListKind, length);
        WriteField(output, MetadataTag, metadata.WrittenSpan);
        foreach (ReadOnlyMemory<byte> item in items)
            WriteField(output, ItemTag, item.Span);
        ProtobufEnvelope.WriteTail(output);
    }

    public static void WritePartial(IBufferWriter<byte> output, ApiObject value, string version) =>
        ProtobufEnvelope.Write(output, $"meta.k8s.io/{version}", "PartialObjectMetadata", Partial(value).Span);

    private static ReadOnlyMemory<byte> Partial(ApiObject value)
    {
        ArrayBufferWriter<byte> buffer = new(256);
        ApiProto.Write(new PartialObjectMetadata { Metadata = value.Metadata }, buffer);
        return buffer.WrittenMemory;
    }

    private static void WriteField(IBufferWriter<byte> output, int tag, ReadOnlySpan<byte> value)
    {
        ProtobufEnvelope.WriteByte(output, tag);
        ProtobufEnvelope.WriteVarint(output, (ulong)value.Length);
        output.Write(value);
    }
}
