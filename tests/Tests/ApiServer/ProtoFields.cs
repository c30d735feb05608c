using System.Text;

namespace Kubesharp.Tests.ApiServer;

/// <summary>A protobuf message read without its schema: the fields in the order they came.</summary>
internal sealed class ProtoFields
{
    private readonly List<(int Number, ulong Value, byte[] Bytes)> fields = [];

    public ProtoFields(ReadOnlySpan<byte> message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong tag = Varint(message, ref at);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add((number, Varint(message, ref at), []));
                    break;
                case 1:
                    fields.Add((number, BitConverter.ToUInt64(message.Slice(at, 8)), []));
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    fields.Add((number, 0, message.Slice(at, length).ToArray()));
                    at += length;
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7} at {at}");
            }
        }
    }

    public IReadOnlyList<int> Numbers => [.. fields.Select(static one => one.Number)];

    public byte[] Bytes(int number) => fields.First(field => field.Number == number).Bytes;

    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

    public ulong Number(int number) => fields.First(field => field.Number == number).Value;

    public ProtoFields Message(int number) => new(Bytes(number));

    public IReadOnlyList<byte[]> All(int number) =>
        [.. fields.Where(field => field.Number == number).Select(static field => field.Bytes)];

    public IEnumerable<ProtoFields> Messages(int number) =>
        fields.Where(field => field.Number == number).Select(static field => new ProtoFields(field.Bytes));

    /// <summary>The value of a pair of name and value, as gnostic and maps have them.</summary>
    public ProtoFields Named(int number, string name) =>
        Messages(number).First(pair => pair.Text(1) == name).Message(2);

    private static ulong Varint(ReadOnlySpan<byte> message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
