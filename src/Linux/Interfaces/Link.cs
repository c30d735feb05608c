namespace Kubesharp.Linux.Interfaces;

/// <summary>An interface as the kernel lists it.</summary>
/// <param name="Mtu">The largest packet in bytes.</param>
public sealed record Link(int Index, string Name, int Mtu);
