using System.Net;

namespace Kubesharp.Linux.Interfaces;

/// <summary>An address of an interface.</summary>
public sealed record InterfaceAddress(int InterfaceIndex, IPAddress Address, int PrefixLength);
