using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Replies;

namespace Kubesharp.ApiServer.Http;

/// <summary>
/// A list as JSON: a head, the stored bytes of the items with commas between them, a tail. Nothing is decoded. Items of
/// a typed list do not repeat their kind.
/// </summary>
internal static class ListBytes
{
    public static ReadOnlySpan<byte> Tail => "]}\n"u8;

    /// <summary>What the stored bytes of every object of a resource begin with.</summary>
    public static byte[] TypePrefix(string apiVersion, string kind) =>
        System.Text.Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind}\",\"apiVersion\":\"{apiVersion}\",");

    /// <summary>How many bytes the items take, with the commas between them.</summary>
    public static long ItemsSize(ListReply list, ReadOnlySpan<byte> typePrefix)
    {
        long size = Math.Max(0, list.Items.Count - 1);
        for (int index = 0; index < list.Items.Count; index++)
        {
            ReadOnlySpan<byte> json = list.Items[index].Json.Span;
            size += json.StartsWith(typePrefix) ? json.Length - typePrefix.Length + 1 : json.Length;
        }
        return size;
    }

    public static void WriteHead(IBufferWriter<byte> output, string apiVersion, string kind, ListReply list)
    {
        output.Write("{\"kind\":\""u8);
        WriteText(output, kind);
        output.Write("\",\"apiVersion\":\""u8);
        WriteText(output, apiVersion);
        output.Write("\",\"metadata\":{\"resourceVersion\":\""u8);
        WriteNumber(output, list.Revision);
        output.Write("\""u8);
        if (list.Continue.Length > 0)
        {
            output.Write(",\"continue\":\""u8);
            WriteText(output, list.Continue);
            output.Write("\""u8);
        }
        if (list.RemainingItemCount is { } remaining)
        {
            output.Write(",\"remainingItemCount\":"u8);
            WriteNumber(output, remaining);
        }
        output.Write("},\"items\":["u8);
    }

    /// <summary>One item without its kind and apiVersion, which the list's own imply.</summary>
    public static void WriteItem(IBufferWriter<byte> output, ReadOnlySpan<byte> json, ReadOnlySpan<byte> typePrefix)
    {
        if (json.StartsWith(typePrefix))
        {
            output.Write("{"u8);
            output.Write(json[typePrefix.Length..]);
        }
        else
        {
            output.Write(json);
        }
    }

    /// <summary>The metadata of an object under another kind, cut out of its bytes.</summary>
    public static void WritePartial(IBufferWriter<byte> output, EncodedObject item, string version, bool withType)
    {
        if (withType)
        {
            output.Write("{\"kind\":\"PartialObjectMetadata\",\"apiVersion\":\"meta.k8s.io/"u8);
            WriteText(output, version);
            output.Write("\",\"metadata\":"u8);
        }
        else
        {
            output.Write("{\"metadata\":"u8);
        }
        output.Write(MetadataOf(item.Json.Span));
        output.Write("}"u8);
    }

    /// <summary>The bytes of the member <c>metadata</c>; an empty object when there is none.</summary>
    public static ReadOnlySpan<byte> MetadataOf(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
                continue;
            bool isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isMetadata)
                return json[start..(int)reader.BytesConsumed];
        }
        return "{}"u8;
    }

    public static void WriteNumber(IBufferWriter<byte> output, long number)
    {
        Span<byte> span = output.GetSpan(20);
        Utf8Formatter.TryFormat(number, span, out int written);
        output.Advance(written);
    }

    /// <summary>Plain ASCII only: names, versions, tokens.</summary>
    public static void WriteText(IBufferWriter<byte> output, string text)
    {
        Span<byte> span = output.GetSpan(text.Length * 3);
        output.Advance(System.Text.Encoding.UTF8.GetBytes(text, span));
    }
}
