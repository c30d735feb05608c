using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Kubesharp.Controllers.NodeIpam;

/// <summary>The networks that nodes get theirs from: one, or one of each family, the cluster's default first.</summary>
public sealed record NodeNetworkOptions
{
    /// <summary><c>--cluster-cidr</c></summary>
    public required IReadOnlyList<IPNetwork> Cluster { get; init; }
    /// <summary><c>--service-cluster-ip-range</c>: no node gets a part of it.</summary>
    public IReadOnlyList<IPNetwork> Services { get; init; } = [];
    /// <summary><c>--node-cidr-mask-size-ipv4</c></summary>
    public int MaskSizeIPv4 { get; init; } = 24;
    /// <summary><c>--node-cidr-mask-size-ipv6</c></summary>
    public int MaskSizeIPv6 { get; init; } = 64;

    /// <summary>What is wrong with them; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Cluster.Count is 0 or > 2
            || Cluster.Select(static one => one.BaseAddress.AddressFamily).Distinct().Count() != Cluster.Count)
        {
            yield return $"cluster-cidr: {string.Join(",", Cluster)} is not one network, nor one of each family";
        }
        foreach (IPNetwork network in Cluster)
        {
            bool wide = network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;
            (string flag, int size, int max) = wide
                ? ("node-cidr-mask-size-ipv6", MaskSizeIPv6, 128) : ("node-cidr-mask-size-ipv4", MaskSizeIPv4, 32);
            // Upstream's limit: more than 65,536 node networks are not kept account of.
            int most = Math.Min(max, network.PrefixLength + NodeNetworks.IndexBitsMax);
            if (size < network.PrefixLength || size > most)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{flag}: {size} is not from {network.PrefixLength} to {most}, for cluster-cidr {network}");
            }
        }
    }
}

/// <summary>The equal parts of one network, numbered from 0. Pure.</summary>
internal sealed class NodeNetworks
{
    public const int IndexBitsMax = 16;

    private readonly UInt128 first;
    private readonly int partBits;
    private readonly int width;

    /// <param name="partLength">The prefix length of a part.</param>
    public NodeNetworks(IPNetwork network, int partLength)
    {
        Network = network;
        width = network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;
        PartLength = partLength;
        partBits = width - partLength;
        first = Number(network.BaseAddress);
        Count = 1 << (partLength - network.PrefixLength);
    }

    public IPNetwork Network { get; }
    public int PartLength { get; }
    public int Count { get; }

    public IPNetwork At(int index)
    {
        UInt128 number = first + ((UInt128)index << partBits);
        Span<byte> bytes = stackalloc byte[16];
        if (width == 32)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
            return new(new IPAddress(bytes[..4]), PartLength);
        }
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new(new IPAddress(bytes), PartLength);
    }

    /// <summary>The parts that a network touches, from and to, both included; null when none.</summary>
    public (int From, int To)? PartsOf(IPNetwork other)
    {
        if (other.BaseAddress.AddressFamily != Network.BaseAddress.AddressFamily)
            return null;
        UInt128 start = Number(other.BaseAddress), end = start + SizeOf(width - other.PrefixLength) - 1;
        UInt128 last = first + SizeOf(width - Network.PrefixLength) - 1;
        if (start > last || end < first)
            return null;
        return ((int)((UInt128.Max(start, first) - first) >> partBits),
            (int)((UInt128.Min(end, last) - first) >> partBits));
    }

    /// <summary>
    /// The first free part from a number on, once around: what was given back is not given out again at once. Null when
    /// there is none.
    /// </summary>
    public int? Free(IEnumerable<IPNetwork> taken, int from)
    {
        bool[] used = new bool[Count];
        foreach (IPNetwork network in taken)
        {
            if (PartsOf(network) is not { } parts)
                continue;
            for (int index = parts.From; index <= parts.To; index++)
                used[index] = true;
        }
        for (int step = 0; step < Count; step++)
        {
            int index = (from + step) % Count;
            if (!used[index])
                return index;
        }
        return null;
    }

    /// <summary>Whether no network touches the part.</summary>
    public bool IsFree(IEnumerable<IPNetwork> taken, int part) => taken.All(
        network => PartsOf(network) is not { } parts || part < parts.From || part > parts.To);

    private static UInt128 SizeOf(int bits) => bits == 128 ? 0 : UInt128.One << bits;

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int written);
        return written == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
