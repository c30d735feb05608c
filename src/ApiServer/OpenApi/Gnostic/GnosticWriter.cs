using System.Buffers;
using System.Buffers.Binary;
using Kubesharp.Api.Trees;
using Kubesharp.ApiServer.Http;

namespace Kubesharp.ApiServer.OpenApi.Gnostic;

/// <summary>
/// Writes an OpenAPI document as the protobuf messages of gnostic, which Go clients read many times faster than JSON.
/// What the messages do not know is left out, as gnostic does. Pure.
/// </summary>
internal static class GnosticWriter
{
    private const int LengthDelimited = 2;
    private const int Fixed64 = 1;
    private const int NameNumber = 1;
    private const int ValueNumber = 2;
    private const int YamlNumber = 2;

    public static byte[] Write(GnosticMessage message, Tree document)
    {
        ArrayBufferWriter<byte> output = new(64 * 1024);
        WriteMessage(output, message, document);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteMessage(IBufferWriter<byte> output, GnosticMessage message, Tree value)
    {
        if (message.Choose is { } choose)
        {
            if (choose(value) is { } chosen)
                WriteField(output, chosen, value);
            return;
        }
        if (value is not TreeObject document)
            return;
        foreach (GnosticField field in message.Fields)
        {
            if (!field.IsPattern)
            {
                if (document[field.Name] is { } member and not TreeNull)
                    WriteField(output, field, member);
                continue;
            }
            foreach ((string name, Tree member) in document)
            {
                if (field.Matches(name))
                    WritePair(output, field, name, member);
            }
        }
    }

    private static void WriteField(IBufferWriter<byte> output, GnosticField field, Tree value)
    {
        if (!field.Repeated)
        {
            WriteValue(output, field, field.Number, value, always: false);
        }
        else if (value is TreeList items)
        {
            foreach (Tree item in items)
                WriteValue(output, field, field.Number, item, always: true);
        }
        else
        {
            WriteValue(output, field, field.Number, value, always: true);
        }
    }

    private static void WritePair(IBufferWriter<byte> output, GnosticField field, string name, Tree value)
    {
        ArrayBufferWriter<byte> pair = new(256);
        WriteText(pair, NameNumber, name);
        WriteValue(pair, field, ValueNumber, value, always: true);
        WriteBytes(output, field.Number, pair.WrittenSpan);
    }

    /// <param name="output">Where to.</param>
    /// <param name="field">Says the kind.</param>
    /// <param name="number">The field's own, or that of a pair's value.</param>
    /// <param name="value">The value.</param>
    /// <param name="always">Also when it is the default, which otherwise is not written.</param>
    private static void WriteValue(
        IBufferWriter<byte> output, GnosticField field, int number, Tree value, bool always)
    {
        switch (field.Kind, value)
        {
            case (GnosticKind.Text, TreeString { Value: var text }) when always || text.Length > 0:
                WriteText(output, number, text);
                break;
            case (GnosticKind.Flag, TreeBoolean { Value: true }):
                ProtobufEnvelope.WriteVarint(output, (ulong)number << 3);
                ProtobufEnvelope.WriteByte(output, 1);
                break;
            case (GnosticKind.Real, TreeNumber numeric):
                WriteDouble(output, number, numeric.Double);
                break;
            case (GnosticKind.Integer, TreeNumber numeric):
                long integer = numeric.Integer;
                ProtobufEnvelope.WriteVarint(output, (ulong)number << 3);
                ProtobufEnvelope.WriteVarint(output, (ulong)integer);
                break;
            case (GnosticKind.Any, _):
                ArrayBufferWriter<byte> any = new(256);
                // JSON is YAML.
                WriteBytes(any, YamlNumber, [.. TreeJson.Write(value), (byte)'\n']);
                WriteBytes(output, number, any.WrittenSpan);
                break;
            case (GnosticKind.Nested, _):
                ArrayBufferWriter<byte> message = new(512);
                WriteMessage(message, field.Message!, value);
                WriteBytes(output, number, message.WrittenSpan);
                break;
        }
    }

    private static void WriteText(IBufferWriter<byte> output, int number, string text) =>
        WriteBytes(output, number, System.Text.Encoding.UTF8.GetBytes(text));

    private static void WriteDouble(IBufferWriter<byte> output, int number, double value)
    {
        ProtobufEnvelope.WriteVarint(output, ((ulong)number << 3) | Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), value);
        output.Advance(sizeof(double));
    }

    private static void WriteBytes(IBufferWriter<byte> output, int number, ReadOnlySpan<byte> bytes)
    {
        ProtobufEnvelope.WriteVarint(output, ((ulong)number << 3) | LengthDelimited);
        ProtobufEnvelope.WriteVarint(output, (ulong)bytes.Length);
        output.Write(bytes);
    }
}
