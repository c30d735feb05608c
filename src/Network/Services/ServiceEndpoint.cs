namespace Kubesharp.Network.Services;

/// <summary>Where a connection can go.</summary>
/// <param name="Address">IPv4, in its usual form.</param>
/// <param name="IsLocal">On this node, or its node is unknown.</param>
public readonly record struct ServiceEndpoint(string Address, int Port, bool IsLocal);
