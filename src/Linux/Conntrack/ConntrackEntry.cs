using System.Net;

namespace Kubesharp.Linux.Conntrack;

/// <summary>
/// A tracked IPv4 flow: where the first packet went, and where answers come from. They differ when the
/// destination was translated.
/// </summary>
/// <param name="Protocol">IP protocol number: 6 TCP, 17 UDP, 132 SCTP.</param>
public readonly record struct ConntrackEntry(
    int Protocol, IPAddress OriginalSource, IPAddress OriginalDestination, int OriginalPort,
    IPAddress ReplySource, int ReplyPort);
