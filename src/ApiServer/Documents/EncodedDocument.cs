using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Yaml;
using Kubesharp.ApiServer.Http;

namespace Kubesharp.ApiServer.Documents;

/// <summary>
/// A document of discovery: written once as JSON, and made into the other encodings when the first client wants them.
/// Safe from any thread: two that make the same form at once do the work twice and agree.
/// </summary>
internal sealed class EncodedDocument
{
    private sealed record Form(ReadOnlyMemory<byte> Body, string Tag);

    private readonly Form json;
    private Form? yaml;
    private Form? protobuf;

    public EncodedDocument(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new() { Encoder = JsonText.Encoder }))
            write(writer);
        json = Tagged(stream.ToArray());
    }

    /// <summary>The bytes, and the entity tag in quotes.</summary>
    public (ReadOnlyMemory<byte> Body, string Tag) Of(Encoding encoding)
    {
        Form form = encoding switch
        {
            Encoding.Yaml => yaml ??= Tagged(System.Text.Encoding.UTF8.GetBytes(
                YamlWriter.Write(TreeJson.Parse(json.Body.Span)))),
            Encoding.Protobuf => protobuf ??= Tagged(ToProtobuf()),
            _ => json,
        };
        return (form.Body, form.Tag);
    }

    private static Form Tagged(byte[] body) => new(body, $"\"{Convert.ToHexString(SHA256.HashData(body))}\"");

    private byte[] ToProtobuf()
    {
        TreeObject document = (TreeObject)TreeJson.Parse(json.Body.Span);
        string apiVersion = TextOf(document, "apiVersion");
        string kind = TextOf(document, "kind");
        // These have always been of version v1, though the oldest of them does not say so.
        apiVersion = apiVersion.Length == 0 ? "v1" : apiVersion;
        ArrayBufferWriter<byte> message = new(4096);
        if (ResourceRegistry.FindCodec(apiVersion, kind) is { } codec)
            codec.WriteProto(codec.ReadJson(json.Body.Span), message);
        else
            WriteItems(document, ResourceRegistry.FindCodec(apiVersion, kind[..^"List".Length])!, message);
        ArrayBufferWriter<byte> envelope = new(message.WrittenCount + 128);
        ProtobufEnvelope.Write(envelope, apiVersion, kind, message.WrittenSpan);
        return envelope.WrittenSpan.ToArray();
    }

    // Every list message has its metadata in field 1, empty here, and its items in field 2.
    private static void WriteItems(TreeObject list, KindCodec codec, IBufferWriter<byte> output)
    {
        const int metadataTag = 1 << 3 | 2;
        const int itemTag = 2 << 3 | 2;
        ProtobufEnvelope.WriteByte(output, metadataTag);
        ProtobufEnvelope.WriteByte(output, 0);
        foreach (Tree item in (TreeList)list["items"]!)
        {
            ArrayBufferWriter<byte> message = new(1024);
            codec.WriteProto(codec.ReadJson(TreeJson.Write(item)), message);
            ProtobufEnvelope.WriteByte(output, itemTag);
            ProtobufEnvelope.WriteVarint(output, (ulong)message.WrittenCount);
            output.Write(message.WrittenSpan);
        }
    }

    private static string TextOf(TreeObject value, string name) => value[name] is TreeString text ? text.Value : "";
}
