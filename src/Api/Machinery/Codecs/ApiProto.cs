using System.Buffers;

namespace Kubesharp.Api;

/// <summary>Protobuf of the API's records, byte for byte as Kubernetes writes it.</summary>
public static class ApiProto
{
    /// <summary>The four bytes in front of an envelope.</summary>
    public static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Reads the message itself. Throws <see cref="DecodeException"/>.</summary>
    public static T Read<T>(ReadOnlySpan<byte> message)
        where T : IApiMessage<T>
    {
        ProtoSource source = new(message);
        return T.ReadProto(ref source);
    }

    /// <summary>Writes the message itself.</summary>
    public static void Write<T>(T message, IBufferWriter<byte> output)
        where T : IApiMessage
    {
        ProtoSink sink = new(1024);
        message.WriteProto(ref sink);
        output.Write(sink.Written);
        sink.Return();
    }

    /// <summary>Writes magic, apiVersion, kind and the message: what goes over HTTP.</summary>
    public static void WriteEnvelope<T>(T message, IBufferWriter<byte> output)
        where T : IApiMessage, IKind =>
        WriteEnvelope(message.ApiVersion, message.Kind, message, output);

    /// <summary>As above for a message of which only the interface is known.</summary>
    public static void WriteEnvelope(IKind message, IBufferWriter<byte> output) =>
        WriteEnvelope(message.ApiVersion, message.Kind, (IApiMessage)message, output);

    public static byte[] ToBytes(IKind message)
    {
        ArrayBufferWriter<byte> output = new(1024);
        WriteEnvelope(message, output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Takes an envelope apart. Throws <see cref="DecodeException"/> when it is none.</summary>
    public static ReadOnlySpan<byte> OpenEnvelope(ReadOnlySpan<byte> bytes, out string apiVersion, out string kind)
    {
        if (!bytes.StartsWith(Magic))
            throw new DecodeException(
                "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        apiVersion = "";
        kind = "";
        ReadOnlySpan<byte> raw = default;
        ProtoSource source = new(bytes[Magic.Length..]);
        while (source.NextField(out int number))
        {
            if (number == 1)
            {
                int outer = source.Begin();
                while (source.NextField(out int inner))
                {
                    if (inner == 1)
                        apiVersion = source.String();
                    else if (inner == 2)
                        kind = source.String();
                    else
                        source.Skip();
                }
                source.End(outer);
            }
            else if (number == 2)
            {
                raw = source.Delimited();
            }
            else
            {
                source.Skip();
            }
        }
        return raw;
    }

    private static void WriteEnvelope(string apiVersion, string kind, IApiMessage message, IBufferWriter<byte> output)
    {
        ProtoSink sink = new(1024);
        sink.Value(4, "");
        sink.Value(3, "");
        int raw = sink.Open();
        message.WriteProto(ref sink);
        sink.Close(raw, 2);
        int typeMeta = sink.Open();
        sink.Value(2, kind);
        sink.Value(1, apiVersion);
        sink.Close(typeMeta, 1);
        sink.Prefix(Magic);
        output.Write(sink.Written);
        sink.Return();
    }
}
