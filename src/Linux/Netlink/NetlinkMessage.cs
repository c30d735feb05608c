using System.Buffers.Binary;
using System.Text;

namespace Kubesharp.Linux.Netlink;

/// <summary>
/// Writes one netlink request: header, the family's own header, attributes. Numbers are in host order.
/// </summary>
internal sealed class NetlinkMessage
{
    internal const int HeaderLength = 16;
    internal const ushort Request = 0x1;
    internal const ushort Acknowledge = 0x4;
    internal const ushort Dump = 0x300;
    internal const ushort Replace = 0x100;
    internal const ushort Exclusive = 0x200;
    internal const ushort Create = 0x400;
    internal const ushort Nested = 0x8000;

    private byte[] buffer = new byte[256];
    private int length = HeaderLength;

    internal NetlinkMessage(ushort type, ushort flags)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(4), type);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(6), (ushort)(flags | Request));
    }

    internal NetlinkMessage Byte(byte value)
    {
        Append([value]);
        return this;
    }

    internal NetlinkMessage Int16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        Append(bytes);
        return this;
    }

    internal NetlinkMessage Int32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        Append(bytes);
        return this;
    }

    internal NetlinkMessage Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        Int16((ushort)(4 + value.Length));
        Int16(type);
        Append(value);
        Append(stackalloc byte[(4 - (value.Length & 3)) & 3]);
        return this;
    }

    internal NetlinkMessage Attribute(ushort type, string text) => Attribute(type, Encoding.UTF8.GetBytes(text + "\0"));

    internal NetlinkMessage Attribute(ushort type, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Attribute(type, bytes);
    }

    /// <summary>An attribute made of attributes.</summary>
    internal NetlinkMessage Nest(ushort type, Action<NetlinkMessage> content)
    {
        int start = length;
        Int16(0).Int16(type);
        content(this);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer.AsSpan(start), (ushort)(length - start));
        return this;
    }

    /// <summary>The finished bytes; the sequence number ties answers to it.</summary>
    internal ReadOnlySpan<byte> Finish(uint sequence)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(buffer, (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(8), sequence);
        return buffer.AsSpan(0, length);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes.Length));
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
    }
}
