namespace Kubesharp.Network.Dns;

/// <summary>Record types (RFC 1035, 2782, 3596, 6891).</summary>
internal static class DnsType
{
    internal const ushort A = 1;
    internal const ushort Ns = 2;
    internal const ushort Cname = 5;
    internal const ushort Soa = 6;
    internal const ushort Ptr = 12;
    internal const ushort Txt = 16;
    internal const ushort Aaaa = 28;
    internal const ushort Srv = 33;
    internal const ushort Opt = 41;
    internal const ushort Any = 255;
}
