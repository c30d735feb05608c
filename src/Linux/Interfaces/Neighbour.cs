using System.Net;
using System.Net.NetworkInformation;

namespace Kubesharp.Linux.Interfaces;

/// <summary>
/// A permanent entry about a neighbour: the hardware address of an address on a link, or, in the forwarding table of a
/// tunnel, the far end behind which a hardware address lives.
/// </summary>
public sealed record Neighbour(IPAddress Address, PhysicalAddress Hardware);
