using System.Net;

namespace Kubesharp.Linux.Interfaces;

/// <summary>A route of the main table.</summary>
/// <param name="OnLink">The gateway is taken to be at the interface, although no address there says so.</param>
public sealed record Route(IPNetwork Destination, IPAddress Gateway, int InterfaceIndex, bool OnLink);
