using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Kubesharp.Api;
using Kubesharp.Api.Validation;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// The addresses of one network that Services may have. Its lower band is only given to those who ask for an address by
/// name, as long as the upper band has free ones (KEP-3070): a user's fixed choice seldom meets a random one.
/// </summary>
internal sealed class AddressRange
{
    // Upstream's band: a sixteenth of the network, at least 16 and at most 256 addresses, none in a tiny network.
    private const int BandMin = 16;
    private const int BandMax = 256;
    private const int BandShare = 16;

    private readonly UInt128 first;
    private readonly UInt128 last;
    private readonly bool isWide;

    private AddressRange(IPAddress network, int prefixLength)
    {
        isWide = network.AddressFamily == AddressFamily.InterNetworkV6;
        Network = $"{AddressRules.Text(network)}/{prefixLength}";
        Base = AddressRules.Text(network);
        Family = AddressRules.FamilyName(network);
        UInt128 start = Number(network);
        UInt128 end = start + ((UInt128.One << ((isWide ? 128 : 32) - prefixLength)) - 1);
        // The network's own address is nobody's, nor is IPv4's broadcast address.
        first = start + 1;
        last = isWide ? end : end - 1;
        UInt128 size = end - start + 1;
        Band = size <= BandMin ? 0 : (int)UInt128.Clamp(size / BandShare, BandMin, BandMax);
    }

    /// <summary><c>10.43.0.0/16</c>.</summary>
    public string Network { get; }
    /// <summary>The network's own address, which nobody gets.</summary>
    public string Base { get; }
    /// <summary>IPv4 or IPv6.</summary>
    public string Family { get; }
    /// <summary>How many addresses at the start are for those who name one.</summary>
    public int Band { get; }
    public string First => Text(first);

    /// <summary>Null when the text is no network, or too large a one.</summary>
    public static AddressRange? Parse(string network)
    {
        if (!AddressRules.TryParseNetwork(network, out IPAddress address, out int length))
            return null;
        // Upstream's limit for IPv6.
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && length < 64)
            return null;
        AddressRange range = new(AddressRules.Masked(address, length), length);
        return range.last < range.first ? null : range;
    }

    public bool Contains(IPAddress address)
    {
        bool wide = address.AddressFamily == AddressFamily.InterNetworkV6;
        if (wide != isWide)
            return false;
        UInt128 number = Number(address);
        return number >= first && number <= last;
    }

    /// <summary>Every address once, from a random one on: the upper band, then the lower.</summary>
    public IEnumerable<string> Candidates(Entropy entropy)
    {
        foreach (UInt128 number in Circle(first + (UInt128)Band, last, entropy))
            yield return Text(number);
        if (Band == 0)
            yield break;
        foreach (UInt128 number in Circle(first, UInt128.Min(first + (UInt128)(Band - 1), last), entropy))
            yield return Text(number);
    }

    private static IEnumerable<UInt128> Circle(UInt128 from, UInt128 to, Entropy entropy)
    {
        if (from > to)
            yield break;
        UInt128 size = to - from + 1;
        UInt128 offset = Random(size, entropy);
        for (UInt128 step = 0; step < size; step++)
            yield return from + (offset + step) % size;
    }

    private static UInt128 Random(UInt128 exclusiveMax, Entropy entropy)
    {
        if (exclusiveMax <= int.MaxValue)
            return (UInt128)entropy.Next((int)exclusiveMax);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        entropy.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes) % exclusiveMax;
    }

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private string Text(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!isWide)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
            return new IPAddress(bytes[..4]).ToString();
        }
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return AddressRules.Text(new IPAddress(bytes));
    }
}
