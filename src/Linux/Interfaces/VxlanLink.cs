using System.Net;
using System.Net.NetworkInformation;

namespace Kubesharp.Linux.Interfaces;

/// <summary>An interface whose frames travel in UDP to other machines (RFC 7348). It learns no addresses.</summary>
/// <param name="Vni">The number of the network, of 24 bits.</param>
/// <param name="Local">The address that packets leave from.</param>
/// <param name="Mtu">The largest packet inside, in bytes.</param>
public sealed record VxlanLink(string Name, int Vni, IPAddress Local, int Port, PhysicalAddress Hardware, int Mtu);
