using System.Buffers.Binary;

namespace Kubesharp.Linux.Netlink;

/// <summary>Walks the attributes of a message. Ends at the first that does not fit.</summary>
internal ref struct NetlinkAttributes(ReadOnlySpan<byte> rest)
{
    private const int TypeMask = 0x3fff; // Without the flags "nested" and "network order".
    private ReadOnlySpan<byte> rest = rest;

    internal int Type { get; private set; }
    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool Next()
    {
        if (rest.Length < 4)
            return false;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(rest);
        if (length < 4 || length > rest.Length)
            return false;
        Type = BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]) & TypeMask;
        Value = rest[4..length];
        rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        return true;
    }

    /// <summary>The first attribute of a type; empty when it is missing.</summary>
    internal static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> attributes, int type)
    {
        NetlinkAttributes walk = new(attributes);
        while (walk.Next())
        {
            if (walk.Type == type)
                return walk.Value;
        }
        return default;
    }
}
